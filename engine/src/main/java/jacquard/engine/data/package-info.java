/** Feeds batches: data sets, augmentation and a loader that works ahead. */
package jacquard.engine.data;

/** Reads and writes models, and predicts with them. */
package jacquard.engine.io;

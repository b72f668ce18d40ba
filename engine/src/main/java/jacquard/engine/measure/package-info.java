/** The one timer: interleaved runs, medians and their confidence intervals. */
package jacquard.engine.measure;

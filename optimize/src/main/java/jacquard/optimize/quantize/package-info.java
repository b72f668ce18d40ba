/** Makes 8-bit (or smaller) codes of a trained model's weights and activations. */
package jacquard.optimize.quantize;

package jacquard.engine.op;

/**
 * To and from 8-bit codes. In training the gradient of a code is that of the value it stands for,
 * and passes straight through (Jacob et al. 2018, section 3; Bengio et al. 2013).
 */
public sealed interface Quantization extends Op
    permits Quantize, Dequantize, DynamicQuantize, Binarize {}

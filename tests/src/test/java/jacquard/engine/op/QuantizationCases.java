package jacquard.engine.op;

import static jacquard.engine.op.OpCase.evaluation;
import static jacquard.engine.op.OpCase.fixed;
import static jacquard.engine.op.OpCase.input;
import static jacquard.engine.op.OpCase.uniform;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Tensor;
import java.util.Random;
import java.util.stream.Stream;

/** One step for all, for each column or sample; symmetric, affine and of few bits. */
final class QuantizationCases {
  private QuantizationCases() {}

  static Stream<OpCase> all() {
    var one = Tensor.of(new float[] {0.01f}, 1);
    var each = fixed(uniform(0.005), 17);
    for (int i = 0; i < 17; i++) each.floats()[i] = Math.abs(each.floats()[i]) + 1e-3f;
    return Stream.of(
        evaluation(Quantize.symmetric(8), input(5, 17), one),
        evaluation(Quantize.symmetric(4), input(5, 17), each),
        evaluation(new Quantize(-128, -128, 127), input(3, 4, 17), one),
        evaluation(new Dequantize(0), codes(5, 17), each),
        evaluation(new DynamicQuantize(), input(5, 17)),
        evaluation(new DynamicQuantize(), input(3, 4, 17)),
        evaluation(new Binarize(), input(5, 17)),
        evaluation(new Dequantize(-128), codes(5, 17), one));
  }

  private static Tensor codes(int... dims) {
    var codes = new byte[dims[0] * dims[1]];
    new Random(4).nextBytes(codes);
    return Tensor.of(DType.INT8, codes, dims);
  }
}

package jacquard.engine.op;

import jacquard.engine.tensor.Tensor;
import java.util.List;

/** Has no gradient: backward throws rather than dropping one. */
public sealed interface InferenceOnly extends Op
    permits ArgMax,
        ArgExtreme,
        Cast,
        ConvNd,
        ConvTransposeNd,
        CumSum,
        Elementary,
        Gather,
        GatherElements,
        GatherND,
        IntegerMatMul,
        Pairwise,
        PoolNd,
        ReduceAxes,
        Resize,
        ReverseSequence,
        ScatterElements,
        ScatterND,
        TopK,
        Where {
  @Override
  default Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
    throw new UnsupportedOperationException(name() + " has no gradient: use it outside training");
  }
}

package jacquard.engine.graph;

import jacquard.engine.op.ArgExtreme;
import jacquard.engine.op.ArgMax;
import jacquard.engine.op.Arithmetic;
import jacquard.engine.op.AvgPool2d;
import jacquard.engine.op.BatchNorm2d;
import jacquard.engine.op.Binarize;
import jacquard.engine.op.Cast;
import jacquard.engine.op.Concat;
import jacquard.engine.op.Conv2d;
import jacquard.engine.op.ConvNd;
import jacquard.engine.op.ConvTransposeNd;
import jacquard.engine.op.CrossEntropy;
import jacquard.engine.op.CumSum;
import jacquard.engine.op.CustomOp;
import jacquard.engine.op.Dequantize;
import jacquard.engine.op.Dropout;
import jacquard.engine.op.DynamicQuantize;
import jacquard.engine.op.Elementary;
import jacquard.engine.op.Embedding;
import jacquard.engine.op.Expand;
import jacquard.engine.op.Flatten;
import jacquard.engine.op.Gather;
import jacquard.engine.op.GatherElements;
import jacquard.engine.op.GatherND;
import jacquard.engine.op.InferenceOnly;
import jacquard.engine.op.IntegerMatMul;
import jacquard.engine.op.LayerNorm;
import jacquard.engine.op.Linear;
import jacquard.engine.op.MatMul;
import jacquard.engine.op.MaxPool2d;
import jacquard.engine.op.Op;
import jacquard.engine.op.Pad;
import jacquard.engine.op.Pairwise;
import jacquard.engine.op.Permute;
import jacquard.engine.op.Pointwise;
import jacquard.engine.op.PoolNd;
import jacquard.engine.op.Quantize;
import jacquard.engine.op.Reduce;
import jacquard.engine.op.ReduceAxes;
import jacquard.engine.op.Reshape;
import jacquard.engine.op.Resize;
import jacquard.engine.op.ReverseSequence;
import jacquard.engine.op.ScatterElements;
import jacquard.engine.op.ScatterND;
import jacquard.engine.op.Slice;
import jacquard.engine.op.Softmax;
import jacquard.engine.op.TopK;
import jacquard.engine.op.Where;
import jacquard.engine.tensor.DType;
import java.util.List;

/**
 * What an op takes: floats, but for a first or last input that may be of another type; or anything.
 * Layers always give it that; files and graphs made by hand may not.
 *
 * @param min the fewest inputs
 * @param max the most inputs
 * @param first the type of input 0, where {@code max > 1}
 * @param last the type of input {@code max - 1}, or {@code null} if any input may be of any type
 */
record Signature(int min, int max, DType first, DType last) {
  private static final Signature ANYTHING = new Signature(0, Integer.MAX_VALUE, null, null);

  static Signature of(Op op) {
    return switch (op) {
      case Pointwise _, Dropout _, Softmax _, AvgPool2d _, Reduce _ -> floats(1, 1);
      case MaxPool2d _ -> any(1, 1); // codes too
      case Permute _, Pad _, Slice _, Expand _ -> any(1, 1);
      case Arithmetic _, MatMul _ -> floats(2, 2);
      case Linear _, Conv2d _ -> floats(2, 3);
      case LayerNorm _ -> floats(3, 3);
      case BatchNorm2d _ -> floats(5, 5);
      case Concat _ -> any(1, Integer.MAX_VALUE);
      case Reshape _, Flatten _ -> any(1, 1);
      case Embedding _, CrossEntropy _ -> new Signature(2, 2, DType.FLOAT32, DType.INT32);
      case Quantize _ -> floats(2, 2);
      case DynamicQuantize _, Binarize _ -> floats(1, 1);
      case Dequantize _ -> new Signature(2, 2, DType.INT8, DType.FLOAT32);
      case InferenceOnly other -> of(other);
      case CustomOp _ -> ANYTHING;
    };
  }

  private static Signature of(InferenceOnly op) {
    return switch (op) {
      case ArgMax _ -> floats(1, 1);
      case ArgExtreme _, Cast _, CumSum _, Elementary _, ReduceAxes _, TopK _ -> any(1, 1);
      case PoolNd _, Resize _ -> any(1, 1);
      case ConvNd _ -> any(2, 2);
      case ConvTransposeNd _ -> floats(2, 2);
      case IntegerMatMul _ -> any(2, 2);
      case Gather _, GatherElements _, GatherND _, Pairwise _, ReverseSequence _ -> any(2, 2);
      case ScatterElements _, ScatterND _, Where _ -> any(3, 3);
    };
  }

  private static Signature any(int min, int max) {
    return new Signature(min, max, null, null);
  }

  private static Signature floats(int min, int max) {
    return new Signature(min, max, DType.FLOAT32, DType.FLOAT32);
  }

  /**
   * Checks the inputs of a node.
   *
   * @throws IllegalArgumentException naming the node, if they are too few, too many or of a wrong
   *     type
   */
  void check(GraphNode node, List<DType> types) {
    int count = types.size();
    if (count < min || count > max) {
      throw new IllegalArgumentException(
          "node '%s': %s cannot take %d inputs".formatted(node.name(), node.op().name(), count));
    }
    for (int i = 0; last != null && i < count; i++) {
      var expected = i == max - 1 ? last : i == 0 ? first : DType.FLOAT32;
      if (types.get(i) != expected) {
        throw new IllegalArgumentException(
            "node '%s': %s takes %s, but '%s' is %s"
                .formatted(
                    node.name(), node.op().name(), expected, node.inputs().get(i), types.get(i)));
      }
    }
  }
}

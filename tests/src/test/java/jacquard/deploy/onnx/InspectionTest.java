package jacquard.deploy.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import jacquard.engine.graph.Graph;
import jacquard.engine.graph.GraphInput;
import jacquard.engine.graph.GraphNode;
import jacquard.engine.op.ConvNd;
import jacquard.engine.op.ConvTransposeNd;
import jacquard.engine.op.IntegerMatMul;
import jacquard.engine.op.Op;
import jacquard.engine.op.WindowNd;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Figures against products worked out by hand. */
class InspectionTest {
  @Test
  void aRowTellsOperatorShapeParametersOperationsBytesAndKernel() throws IOException {
    var inspection = Inspection.of(OnnxModel.read(TorchExportsTest.file("mlp"), Map.of()).graph());
    assertThat(inspection.rows()).extracting(Inspection.Row::op).contains("Flatten", "Linear");
    var last = inspection.rows().getLast();
    int k = (int) (last.parameters() - 10) / 10;
    assertThat(last)
        .isEqualTo(
            new Inspection.Row(
                "output",
                "Linear",
                Shape.of(1, 10),
                10L * k + 10,
                2L * 10 * k,
                4 * 10,
                "GEMM, packed weights"));
    assertThat(inspection.flops())
        .isEqualTo(inspection.rows().stream().mapToLong(Inspection.Row::flops).sum());
    assertThat(inspection.parameters())
        .isEqualTo(inspection.rows().stream().mapToLong(Inspection.Row::parameters).sum());
  }

  @Test
  void plainLoopsThatMultiplyCountTheirProducts() {
    var x = new GraphInput("x", DType.FLOAT32, Shape.of(4, 6, 6));
    var window =
        new WindowNd(List.of(3, 3), List.of(1, 1), List.of(0, 0), List.of(0, 0), List.of(1, 1));
    // 8 channels of 4 by 4, each of 2 channels by 3 by 3
    var convolution = flops(x, new ConvNd(window, 2), Tensor.zeros(Shape.of(8, 2, 3, 3)));
    assertThat(convolution).isEqualTo(2 * (8 * 4 * 4) * (2 * 3 * 3));
    // 4 channels of 6 by 6, each into 5 channels by 3 by 3
    var transposed = new ConvTransposeNd(window, List.of(0, 0), 1);
    assertThat(flops(x, transposed, Tensor.zeros(Shape.of(4, 5, 3, 3))))
        .isEqualTo(2 * (4 * 6 * 6) * (5 * 3 * 3));
    var rows = new GraphInput("x", DType.INT32, Shape.of(7));
    assertThat(flops(rows, new IntegerMatMul(), Tensor.zeros(DType.INT32, Shape.of(7, 3))))
        .isEqualTo(2 * 3 * 7);
  }

  private static long flops(GraphInput x, Op op, Tensor weights) {
    var buffers = new LinkedHashMap<>(Map.of("w", weights));
    var node = new GraphNode("y", op, List.of("x", "w"));
    var graph = new Graph(List.of(x), new LinkedHashMap<>(), buffers, List.of(node), List.of("y"));
    var inspection = Inspection.of(graph);
    assertThat(inspection.rows().getFirst().runsAs()).isEqualTo("plain loop");
    return inspection.flops();
  }
}

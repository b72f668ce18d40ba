package jacquard.engine.op;

import static jacquard.engine.op.OpCase.evaluation;
import static jacquard.engine.op.OpCase.input;

import jacquard.engine.op.Sampling.Coordinates;
import jacquard.engine.op.Sampling.Mode;
import jacquard.engine.op.Sampling.Rounding;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Ops without gradient; what they compute is held by ONNX's own tests of operators. */
final class InferenceCases {
  private static final List<Boolean> BOTH = List.of(true, false);
  private static final WindowNd WINDOW =
      new WindowNd(List.of(2), List.of(1), List.of(1), List.of(0), List.of(1));

  private InferenceCases() {}

  static Stream<OpCase> all() {
    return Stream.of(functions(), reductions(), searches(), lookups(), windows(), integers())
        .flatMap(cases -> cases);
  }

  private static Stream<OpCase> functions() {
    var unary =
        Arrays.stream(ElementaryFunction.values())
            .map(function -> evaluation(new Elementary(function, 1, 0.5f), input(3, 4)));
    var binary =
        Arrays.stream(PairwiseFunction.values())
            .map(function -> evaluation(new Pairwise(function), input(3, 4), input(4)));
    var casts = Arrays.stream(DType.values()).map(to -> evaluation(new Cast(to), input(5)));
    var where = evaluation(new Where(), truth(3, 1), input(3, 4), input(4));
    return Stream.of(unary, binary, casts, Stream.of(where)).flatMap(cases -> cases);
  }

  private static Tensor truth(int... dims) {
    return Tensor.zeros(DType.BOOL, jacquard.engine.tensor.Shape.of(dims));
  }

  private static Stream<OpCase> reductions() {
    return BOTH.stream()
        .flatMap(keep ->
            Arrays.stream(ReduceAxes.Kind.values())
                .map(kind -> new ReduceAxes(kind, List.of(0, 2), keep)))
        .map(op -> evaluation(op, input(2, 3, 4)));
  }

  private static Stream<OpCase> searches() {
    return BOTH.stream()
        .flatMap(flag ->
            Stream.of(
                evaluation(new ArgExtreme(flag, 1, !flag), input(2, 3, 4)),
                evaluation(new CumSum(-1, flag, !flag), input(2, 5)),
                evaluation(new TopK(2, 1, flag, !flag), input(2, 5))));
  }

  private static Stream<OpCase> lookups() {
    var two = Tensor.of(new long[] {1, -1}, 2);
    var square = Tensor.of(new long[] {1, 0, 0, 1}, 2, 2);
    var scatters =
        Arrays.stream(Scatter.values())
            .flatMap(reduction ->
                Stream.of(
                    evaluation(new ScatterElements(0, reduction), input(3, 2), square, input(2, 2)),
                    evaluation(new ScatterND(reduction), input(3, 2), square, input(2))));
    return Stream.concat(
        scatters,
        Stream.of(
            evaluation(new Gather(0), input(3, 2), two),
            evaluation(new GatherElements(1), input(2, 2), square),
            evaluation(new GatherND(0), input(2, 2, 3), square),
            evaluation(new ReverseSequence(0, 1), input(2, 4), Tensor.of(new long[] {3, 4}, 2))));
  }

  private static Stream<OpCase> windows() {
    var sampling =
        new Sampling(
            Mode.CUBIC, Coordinates.HALF_PIXEL, Rounding.FLOOR, -0.75f, true, List.of(), 0);
    var pools =
        BOTH.stream()
            .flatMap(
                up -> Arrays.stream(PoolNd.Kind.values()).map(kind -> new PoolNd(kind, WINDOW, up)))
            .map(op -> evaluation(op, input(2, 3, 5)));
    return Stream.concat(
        pools,
        Stream.of(
            evaluation(new ConvNd(WINDOW, 1), input(2, 3, 5), input(4, 3, 2)),
            evaluation(new ConvTransposeNd(WINDOW, List.of(0), 1), input(2, 3, 5), input(3, 4, 2)),
            evaluation(new Resize(List.of(-1, 7), List.of(1f, 1.4f), sampling), input(2, 5))));
  }

  private static Stream<OpCase> integers() {
    var whole = Tensor.of(new int[6], 2, 3);
    return Stream.of(evaluation(new IntegerMatMul(), whole, Tensor.of(new int[12], 3, 4)));
  }
}

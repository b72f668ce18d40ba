package jacquard.engine.op;

import static jacquard.engine.op.OpCase.input;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jacquard.engine.autograd.Autograd;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Binary;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every op's gradient against finite differences; the ops are found by reflection. */
class GradientTest {
  static final List<OpCase> CASES = OpCases.ALL;

  @ParameterizedTest
  @FieldSource("CASES")
  void gradientIsTheSlope(OpCase test) {
    switch (test.op()) {
      case InferenceOnly _ -> assertRefusesBackward(test);
      case Quantization _ -> StraightThroughTest.check(test); // a staircase has no useful slope
      default -> GradientCheck.run(test);
    }
  }

  private static void assertRefusesBackward(OpCase test) {
    if (test.inputs().stream().noneMatch(Tensor::requiresGrad)) {
      assertThrows(
          UnsupportedOperationException.class,
          () -> test.op().backward(null, test.inputs(), null, null));
      return;
    }
    var output = Autograd.apply(test.op(), test.inputs().toArray(Tensor[]::new));
    var gradient = Tensor.full(output.shape(), 1);
    var refusal =
        assertThrows(
            UnsupportedOperationException.class, () -> Autograd.backward(output, gradient));
    assertTrue(refusal.getMessage().contains(test.op().name()), refusal.getMessage());
  }

  /** One element of the second gradient is a tenth too small. */
  private record ForgetfulProduct() implements CustomOp {
    private static final Arithmetic PRODUCT = new Arithmetic(Binary.MUL);

    @Override
    public Shape shape(List<Shape> inputs) {
      return PRODUCT.shape(inputs);
    }

    @Override
    public void forward(Call call, List<Tensor> inputs, Tensor output) {
      PRODUCT.forward(call, inputs, output);
    }

    @Override
    public Tensor[] backward(Call call, List<Tensor> inputs, Tensor output, Tensor gradOutput) {
      var gradients = PRODUCT.backward(call, inputs, output, gradOutput);
      if (gradients[1] != null) gradients[1].floats()[7] *= 0.9f;
      return gradients;
    }
  }

  @Test
  void aGradientThatIsWrongInOnePlaceIsFound() {
    var test = OpCase.evaluation(new ForgetfulProduct(), input(20, 30), input(20, 30));
    var failure = assertThrows(AssertionError.class, () -> GradientCheck.run(test));
    assertTrue(failure.getMessage().contains("input 1"), failure.getMessage());
  }

  @Test
  void everyOpHasACase() {
    var tested =
        CASES.stream()
            .map(test -> test.op() instanceof CustomOp ? CustomOp.class : test.op().getClass())
            .collect(Collectors.toSet());
    assertEquals(ops().collect(Collectors.toSet()), tested);
  }

  /** Every constant of an attribute that is an enum, and both values of one that is a boolean. */
  @Test
  void everyOptionHasACase() throws ReflectiveOperationException {
    for (var op : ops().filter(Class::isRecord).toList()) {
      for (var component : op.getRecordComponents()) {
        assertEquals(options(component.getType()), tested(op, component), op + " " + component);
      }
    }
  }

  /** The records below {@link Op}, and {@link CustomOp}, whose records are the users' own. */
  private static Stream<Class<?>> ops() {
    return leaves(Op.class);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    if (!type.isSealed()) return Stream.of(type);
    return Stream.of(type.getPermittedSubclasses()).flatMap(GradientTest::leaves);
  }

  private static Set<Object> options(Class<?> type) {
    if (type == boolean.class) return Set.of(true, false);
    return type.isEnum() ? Set.of(type.getEnumConstants()) : Set.of();
  }

  private static Set<Object> tested(Class<?> op, RecordComponent component)
      throws ReflectiveOperationException {
    var values = new HashSet<>();
    if (options(component.getType()).isEmpty()) return values;
    for (var test : CASES) {
      if (op.isInstance(test.op())) values.add(component.getAccessor().invoke(test.op()));
    }
    return values;
  }
}

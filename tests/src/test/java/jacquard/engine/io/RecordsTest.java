package jacquard.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jacquard.engine.op.CustomOp;
import jacquard.engine.op.Op;
import jacquard.engine.op.Pad;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordsTest {
  record Inner(List<Float> values) {}

  record Outer(Inner inner, List<Inner> more, Thread.State state) {}

  record Unsupported(int[] array) {}

  record Picky(int value) {
    Picky {
      if (value < 0) throw new IllegalArgumentException("value must not be negative: " + value);
    }
  }

  /** Every op of the sealed families, found by reflection. */
  static Stream<Class<?>> ops() {
    return records(Op.class);
  }

  private static Stream<Class<?>> records(Class<?> family) {
    if (family == CustomOp.class) return Stream.empty();
    if (family.isRecord()) return Stream.of(family);
    return Arrays.stream(family.getPermittedSubclasses()).flatMap(RecordsTest::records);
  }

  @ParameterizedTest
  @MethodSource("ops")
  void everyOpComesBackEqual(Class<?> type) throws Exception {
    var op = (Record) sample(type);
    assertThat(readAgain(op)).isEqualTo(op);
  }

  private static Object sample(Class<?> type) throws Exception {
    var components = type.getRecordComponents();
    var values = new Object[components.length];
    for (int i = 0; i < values.length; i++) values[i] = sample(components[i]);
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return type.getConstructor(types).newInstance(values);
  }

  private static Object sample(RecordComponent component) throws Exception {
    var type = component.getType();
    if (type == int.class) return component.getName().equals("max") ? 3 : 2;
    if (type == float.class) return 0.1f;
    if (type == boolean.class) return true;
    if (type == List.class) {
      boolean reals = component.getGenericType().getTypeName().contains("Float");
      return reals ? List.of(1f, -1f, 0.5f) : List.of(1, -1, 7);
    }
    if (type.isEnum()) return type.getEnumConstants()[1];
    return sample(type);
  }

  @Test
  void aCustomOpWithAttributesOfEveryKindComesBackEqual() {
    var op = new Models.Squash(0.3f);
    assertThat(readAgain(op)).isEqualTo(op);
  }

  @Test
  void recordsAndListsNest() {
    var inner = new Inner(List.of(1f, -0f, 1e-45f));
    var outer = new Outer(inner, List.of(inner, new Inner(List.of())), Thread.State.WAITING);
    assertThat(readAgain(outer)).isEqualTo(outer);
  }

  @Test
  void everyFloatComesBackInTheSameBits() {
    var random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      var pad = new Pad(List.of(), List.of(), value);
      assertThat(readAgain(pad)).isEqualTo(pad);
    }
    for (float value : new float[] {Float.NEGATIVE_INFINITY, Float.NaN, -0f, 0f}) {
      var pad = new Pad(List.of(), List.of(), value);
      assertThat(readAgain(pad)).isEqualTo(pad);
    }
  }

  @Test
  void refusesWhatTheRecordDoesNotHave() {
    refuses(Picky.class, "{}", "r: Picky has [value]");
    refuses(Picky.class, "{\"other\":1}", "Picky has [value], not [other]");
    refuses(Picky.class, "{\"value\":1,\"other\":2}", "Picky has [value]");
    refuses(Picky.class, "[1]", "expected an object");
    refuses(Picky.class, "{\"value\":\"1\"}", "r.value: expected an integer, not \"1\"");
    refuses(Picky.class, "{\"value\":1.5}", "expected an integer");
    refuses(Picky.class, "{\"value\":2147483648}", "integer of 32 bits");
    refuses(Picky.class, "{\"value\":1e999999999}", "integer of 64 bits");
    refuses(Picky.class, "{\"value\":-1}", "value must not be negative: -1");
    refuses(Inner.class, "{\"values\":[1,true]}", "r.values[1]: expected a number, not true");
    refuses(
        Outer.class,
        "{\"inner\":{\"values\":[]},\"more\":[],\"state\":\"ASLEEP\"}",
        "it is none of [NEW,");
  }

  @Test
  void aTypeThatJsonCannotHoldIsRefusedWhenItIsWritten() {
    assertThatThrownBy(() -> Records.write(new Unsupported(new int[1])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("attribute 'array' of jacquard.engine.io.RecordsTest$Unsupported");
  }

  private static Record readAgain(Record original) {
    var json = Json.parse("r", Json.write(Records.write(original)));
    return Records.read(original.getClass(), json);
  }

  private static void refuses(Class<? extends Record> type, String json, String reason) {
    assertThatThrownBy(() -> Records.read(type, Json.parse("r", json)))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining(reason);
  }
}

package jacquard.deploy.onnx.read;

import static jacquard.engine.io.ModelFileException.quote;

import jacquard.deploy.onnx.proto.NodeProto;
import jacquard.engine.io.ModelFileException;
import jacquard.engine.op.Op;
import jacquard.engine.op.Permute;
import jacquard.engine.op.Scalars;
import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.Tensor;
import jacquard.kernels.Unary;
import java.util.Arrays;
import java.util.List;

/**
 * What the reader of an operator sees of a node, and how it adds ops to the graph.
 *
 * <p>Values are in ONNX's order (NCHW), and {@link #apply} keeps it so. The few readers that care
 * for speed keep images channels last: {@link #image} in, {@link #fromImage} out, {@link #keep} for
 * what works in any order.
 */
final class OnnxNode {
  private final NodeProto proto;
  private final int opset;
  private final List<Value> inputs;
  private final Attributes attributes;
  private final GraphBuilder builder;
  private final TensorReader tensors;

  /** {@code inputs}: {@code null} where an optional one is left out. */
  OnnxNode(
      NodeProto proto,
      int opset,
      List<Value> inputs,
      Attributes attributes,
      GraphBuilder builder,
      TensorReader tensors) {
    this.proto = proto;
    this.opset = opset;
    this.inputs = inputs;
    this.attributes = attributes;
    this.builder = builder;
    this.tensors = tensors;
  }

  /** The opset that the model was written for. */
  int opset() {
    return opset;
  }

  /** The node's attributes. Those that nobody asks for are refused. */
  Attributes attributes() {
    return attributes;
  }

  /** How many inputs it names, left out ones in between included. */
  int inputCount() {
    return inputs.size();
  }

  /** Whether an optional input is there. */
  boolean has(int input) {
    return input < inputs.size() && inputs.get(input) != null;
  }

  /** An input that must be there. */
  Value in(int input) {
    if (has(input)) return inputs.get(input);
    throw refuse("its input %d is missing".formatted(input));
  }

  /** All inputs; none may be left out. */
  List<Value> all() {
    for (int i = 0; i < inputs.size(); i++) in(i);
    return inputs;
  }

  /** How many outputs it names. */
  int outputCount() {
    return proto.getOutputCount();
  }

  /** Whether somebody may read an output. */
  boolean wants(int output) {
    return output < proto.getOutputCount() && !proto.getOutput(output).isEmpty();
  }

  /** Applies an op to values in ONNX's order. If all are known, so is the result. */
  Value apply(Op op, Value... operands) {
    try {
      return builder.apply(wish() + "." + op.name(), op, Arrays.asList(operands));
    } catch (ModelFileException e) {
      throw e;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw refuse(quote(e.getMessage()));
    }
  }

  /** The reader gives what comes last the name itself. */
  private String wish() {
    return proto.getOutputCount() == 0 ? proto.getOpType() : proto.getOutput(0);
  }

  /** An image {@code [n, h, w, c]} of a value {@code [n, c, h, w]}. */
  Value image(Value value) {
    if (value.rank() != 4) throw refuse("an image is [n, c, h, w], not " + value.few());
    return builder.image(value);
  }

  /** The value {@code [n, c, h, w]} that is stored as an image. */
  Value fromImage(Value image) {
    if (image.isKnown()) return apply(new Permute(Value.IMAGE), image);
    return Value.stored(image.name(), image.dtype(), image.few(), image.more(), Value.IMAGE);
  }

  /** The same value as the graph stores it. */
  Value raw(Value value) {
    return builder.raw(value);
  }

  /** A value in ONNX's order. */
  Value plain(Value value) {
    return builder.plain(value);
  }

  /** A value {@code [n, k]} as the graph stores it: {@code [n, ...]}, flattened in that order. */
  Value flat(Value value) {
    return reshape(raw(value), value.few(), value.more());
  }

  /** Applies an op that treats every element alike, in whatever order they are stored. */
  Value keep(Op op, Value x, Value... figures) {
    var operands = new Value[figures.length + 1];
    operands[0] = builder.raw(x);
    System.arraycopy(figures, 0, operands, 1, figures.length);
    var result = apply(op, operands);
    if (x.isPlain() || result.isKnown()) return result;
    return Value.stored(result.name(), result.dtype(), x.storedFew(), x.storedMore(), x.axes())
        .reshaped(x.few(), x.more());
  }

  /** The same elements under a shape for both numbers of samples. */
  Value reshape(Value x, Shape few, Shape more) {
    if (x.few().size() != few.size() || x.more().size() != more.size()) {
      throw refuse("cannot see %s as %s".formatted(x.few(), few));
    }
    return builder.reshape(wish() + ".shaped", x, few, more);
  }

  /** The same elements under a shape that does not depend on the number of samples. */
  Value reshape(Value x, Shape shape) {
    return reshape(x, shape, shape);
  }

  /** A tensor among the attributes. */
  Tensor tensor(String attribute) {
    var proto = attributes.tensor(attribute);
    if (proto == null) throw refuse("its attribute '%s' is missing".formatted(attribute));
    return tensors.read(proto);
  }

  /** A constant. */
  Value constant(Tensor tensor) {
    return Value.known(wish() + ".constant", tensor, tensor, false);
  }

  /** A float, as a scalar. */
  Value constant(float value) {
    return constant(Tensor.of(new float[] {value}));
  }

  /** Integers, as a vector of int64. */
  Value constant(long... values) {
    return constant(Tensor.of(values, values.length));
  }

  /** What is known for both numbers of samples. */
  Value known(Tensor few, Tensor more) {
    return Value.known(wish(), few, GraphBuilder.same(few, more) ? few : more, false);
  }

  /** A known value under the name of the node's output. */
  Value copied(Value x) {
    return Value.known(wish(), x.content(), x.contentMore(), x.learned());
  }

  /** One constant for few samples, and another for more. */
  Value either(Value few, Value more) {
    return known(few.content(), more.contentMore());
  }

  /** Counts elements that are about to be made while the model is read. */
  void spend(long elements) {
    builder.spend(elements);
  }

  /** What is known of codes. */
  CodedValues coded() {
    return builder.coded();
  }

  /** Whether a value is a function of another. */
  boolean isFunctionOf(Value y, Unary function, Value x) {
    return builder.isFunctionOf(y, function, x);
  }

  /** An axis that may be negative. */
  int axis(int axis, int rank) {
    int index = axis < 0 ? axis + rank : axis;
    if (index < 0 || index >= Math.max(1, rank)) {
      throw refuse("there is no axis %d among %d".formatted(axis, rank));
    }
    return index;
  }

  /** The length of an axis, which must not depend on the number of samples. */
  int dim(Value value, int axis) {
    int few = value.few().dim(axis);
    if (few == value.more().dim(axis)) return few;
    throw refuse("axis %d of its input must not depend on the number of samples".formatted(axis));
  }

  /** The shape of a value, which must not depend on the number of samples. */
  Shape fixed(Value value) {
    for (int i = 0; i < value.rank(); i++) dim(value, i);
    return value.few();
  }

  /** Integers of an input that must be known while the model is read. */
  List<Integer> integers(int input) {
    var value = in(input);
    if (!value.isConstant()) {
      throw refuse("its input %d must be a constant of the model".formatted(input));
    }
    return integers(value.content());
  }

  /** Integers of an input that must be known, but may depend on the number of samples. */
  List<Integer> knownIntegers(int input, boolean more) {
    var value = in(input);
    if (!value.isKnown()) throw refuse("its input %d must not depend on data".formatted(input));
    return integers(more ? value.contentMore() : value.content());
  }

  /** The elements of an int32 or int64 tensor; what is beyond int32 is cut off at its ends. */
  List<Integer> integers(Tensor tensor) {
    return switch (tensor.dtype()) {
      case INT64 ->
          Arrays.stream(tensor.longs())
              .mapToObj(v -> Math.clamp(v, Integer.MIN_VALUE, Integer.MAX_VALUE))
              .toList();
      case INT32 -> Arrays.stream(tensor.ints()).boxed().toList();
      case FLOAT32, INT8, UINT8, BOOL -> throw refuse("it takes integers, not " + tensor);
    };
  }

  /** The only element of an input that must be known, as a number. */
  double number(int input) {
    var value = in(input);
    if (!value.isConstant() || value.content().size() != 1) {
      throw refuse("its input %d must be one constant number".formatted(input));
    }
    return Scalars.real(value.content(), 0);
  }

  /** An input in a type. */
  Value in(int input, DType dtype) {
    var value = in(input);
    if (value.dtype() == dtype) return value;
    throw refuse("its input %d is to be %s, not %s".formatted(input, dtype, value.dtype()));
  }

  /** Refuses the node. */
  ModelFileException refuse(String why) {
    return new ModelFileException(
        "node '%s' (%s, opset %d) cannot be read: %s"
            .formatted(quote(label()), quote(proto.getOpType()), opset, why));
  }

  private String label() {
    if (!proto.getName().isEmpty() || proto.getOutputCount() == 0) return proto.getName();
    return proto.getOutput(0);
  }
}

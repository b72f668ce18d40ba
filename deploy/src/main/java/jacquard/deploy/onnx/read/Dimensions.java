package jacquard.deploy.onnx.read;

import static jacquard.engine.io.ModelFileException.quote;

import jacquard.deploy.onnx.proto.ValueInfoProto;
import jacquard.deploy.onnx.type.OnnxType;
import jacquard.engine.io.ModelFileException;
import jacquard.engine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A declared shape. Axis 0 may be open: it is the batch then, whatever the file calls it. The
 * others are numbers.
 *
 * @param lengths the lengths of the axes; -1 where one is open
 * @param batchName what the file calls the batch
 */
record Dimensions(List<Integer> lengths, String batchName) {
  private static final String BATCH = "batch";

  static Dimensions of(ValueInfoProto info) {
    var lengths = new ArrayList<Integer>();
    var name = BATCH;
    var shape = info.getType().getTensorType().getShape();
    for (var dim : shape.getDimList()) {
      if (dim.hasDimValue()) {
        if (dim.getDimValue() < 0) throw wrong(info, "has a negative dimension");
        lengths.add((int) Math.min(dim.getDimValue(), Integer.MAX_VALUE));
      } else {
        if (lengths.isEmpty() && isName(dim.getDimParam())) name = dim.getDimParam();
        lengths.add(-1);
      }
    }
    if (!info.getType().getTensorType().hasShape()) throw wrong(info, "declares no shape");
    return new Dimensions(lengths, name);
  }

  /** A name that looks like a number would be taken for a length. */
  private static boolean isName(String param) {
    return !param.isEmpty() && !Character.isDigit(param.charAt(0));
  }

  /** The declared type. */
  static OnnxType type(ValueInfoProto info) {
    if (!info.getType().hasTensorType()) throw wrong(info, "is no tensor");
    try {
      return OnnxType.of(info.getType().getTensorType().getElemType());
    } catch (ModelFileException e) {
      throw wrong(info, "cannot be used: " + e.getMessage());
    }
  }

  /** The declared type of an output, if there is one that fits, else the plainest. */
  static OnnxType outputType(ValueInfoProto info, Value value) {
    if (info.getType().hasTensorType() && info.getType().getTensorType().getElemType() != 0) {
      var type = type(info);
      if (type.carrier() == value.dtype()) return type;
      throw wrong(info, "is declared as %s and is %s".formatted(type, value.dtype()));
    }
    return OnnxType.of(value.dtype());
  }

  private static ModelFileException wrong(ValueInfoProto info, String how) {
    return new ModelFileException("'%s' %s".formatted(quote(info.getName()), how));
  }

  /**
   * Whether axis 0 is open.
   *
   * @throws ModelFileException if another one is
   */
  boolean isBatched(String input) {
    for (int i = 1; i < lengths.size(); i++) {
      if (lengths.get(i) < 0) {
        throw new ModelFileException(
            "input '%s' leaves axis %d open, and only axis 0, the batch, may be: export with a fixed"
                    .formatted(quote(input), i)
                + " length");
      }
    }
    return !lengths.isEmpty() && lengths.getFirst() < 0;
  }

  /** Whether a shape is one of these, whatever the length of open axes is. */
  boolean fits(Shape shape) {
    boolean fits = shape.rank() == lengths.size();
    for (int i = 0; fits && i < shape.rank(); i++) {
      fits = lengths.get(i) < 0 || lengths.get(i) == shape.dim(i);
    }
    return fits;
  }

  Shape shape(int batch) {
    return Shape.of(lengths.stream().mapToInt(length -> length < 0 ? batch : length).toArray());
  }

  List<String> toList() {
    return lengths.stream().map(length -> length < 0 ? batchName : length.toString()).toList();
  }

  /** The same of a shape that is known for both numbers of samples. */
  static List<String> shown(Shape few, Shape more) {
    return IntStream.range(0, few.rank())
        .mapToObj(i -> few.dim(i) == more.dim(i) ? Integer.toString(few.dim(i)) : BATCH)
        .toList();
  }
}

package jacquard.engine.io;

import static jacquard.engine.io.ModelFileException.quote;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Shape;
import jacquard.engine.tensor.ShapeException;
import jacquard.engine.tensor.Tensor;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The JSON in front of the tensors' bytes: what lies where.
 *
 * @param entries by the tensors' names
 * @param metadata free text by key
 */
record SafetensorsHeader(
    SequencedMap<String, Entry> entries, SequencedMap<String, String> metadata) {
  /** The key of the metadata among the tensors. */
  static final String METADATA = "__metadata__";

  /**
   * A tensor's place.
   *
   * @param begin the first byte, counted from the end of the header
   * @param end one past the last byte
   */
  record Entry(DType dtype, Shape shape, long begin, long end) {}

  /** A header for tensors; wide elements come first, so that all lie at multiples of their size. */
  static SafetensorsHeader of(
      SequencedMap<String, Tensor> tensors, SequencedMap<String, String> metadata) {
    var entries = new LinkedHashMap<String, Entry>();
    tensors.forEach((name, tensor) -> entries.put(name, null)); // the header keeps this order
    long begin = 0;
    for (var name : inFileOrder(tensors)) {
      var tensor = tensors.get(name);
      long end = begin + (long) tensor.size() * tensor.dtype().bytes();
      entries.put(name, new Entry(tensor.dtype(), tensor.shape(), begin, end));
      begin = end;
    }
    return new SafetensorsHeader(entries, metadata);
  }

  /** The names in the order in which the tensors are written. */
  static List<String> inFileOrder(SequencedMap<String, Tensor> tensors) {
    return tensors.keySet().stream()
        .sorted(Comparator.comparing(name -> -tensors.get(name).dtype().bytes()))
        .toList();
  }

  /** This header as JSON. */
  String write() {
    var tree = new LinkedHashMap<String, Object>();
    if (!metadata.isEmpty()) tree.put(METADATA, metadata);
    entries.forEach((name, entry) -> tree.put(name, write(entry)));
    return Json.write(tree);
  }

  private static Map<String, Object> write(Entry entry) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("dtype", code(entry.dtype));
    tree.put("shape", entry.shape.toList());
    tree.put("data_offsets", List.of(entry.begin, entry.end));
    return tree;
  }

  /**
   * Reads a header.
   *
   * @param dataBytes how many bytes follow it
   * @throws ModelFileException if it is not a header, or does not account for every byte once
   */
  static SafetensorsHeader parse(String text, long dataBytes) {
    var entries = new LinkedHashMap<String, Entry>();
    var metadata = new LinkedHashMap<String, String>();
    Json.parse("header", text)
        .object()
        .forEach((name, json) -> {
          if (!name.equals(METADATA)) entries.put(name, entry(json));
          else json.object().forEach((key, value) -> metadata.put(key, value.text()));
        });
    checkPlaces(entries, dataBytes);
    return new SafetensorsHeader(entries, metadata);
  }

  private static Entry entry(Json json) {
    var offsets = json.get("data_offsets").list();
    if (offsets.size() != 2) throw json.wrong("data_offsets has not two numbers");
    var dtype = dtype(json.get("dtype"));
    var shape = shape(json.get("shape"));
    long begin = offsets.get(0).longInteger();
    long end = offsets.get(1).longInteger();
    long bytes = (long) shape.size() * dtype.bytes();
    if (begin < 0 || end < begin || end - begin != bytes) {
      throw json.wrong(
          "%s %s needs %d bytes, and data_offsets is [%d, %d]"
              .formatted(dtype, shape, bytes, begin, end));
    }
    return new Entry(dtype, shape, begin, end);
  }

  private static Shape shape(Json json) {
    try {
      return Shape.of(json.integers());
    } catch (ShapeException e) {
      throw json.wrong(quote(e.getMessage()));
    }
  }

  /** Tensors stand one behind the other: no hole, no overlap, nothing behind the last. */
  private static void checkPlaces(SequencedMap<String, Entry> entries, long dataBytes) {
    var order = Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end);
    long expected = 0;
    for (var next :
        entries.entrySet().stream().sorted(Map.Entry.comparingByValue(order)).toList()) {
      if (next.getValue().begin != expected) {
        throw new ModelFileException(
            "tensor '%s' begins at byte %d and the one before it ends at %d: the file is damaged"
                .formatted(quote(next.getKey()), next.getValue().begin, expected));
      }
      expected = next.getValue().end;
    }
    if (expected != dataBytes) {
      throw new ModelFileException(
          "its tensors need %d bytes, and %d are there: it is damaged or was cut off; copy it again"
              .formatted(expected, dataBytes));
    }
  }

  private static String code(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> "F32";
      case INT8 -> "I8";
      case UINT8 -> "U8";
      case INT32 -> "I32";
      case INT64 -> "I64";
      case BOOL -> "BOOL";
    };
  }

  private static DType dtype(Json json) {
    for (var dtype : DType.values()) if (code(dtype).equals(json.text())) return dtype;
    throw new ModelFileException(
        "%s '%s' is not a type that Jacquard reads: convert the tensor to F32"
            .formatted(quote(json.where()), quote(json.text())));
  }
}

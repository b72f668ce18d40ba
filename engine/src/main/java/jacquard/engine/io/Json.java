package jacquard.engine.io;

import static jacquard.engine.io.ModelFileException.quote;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON value and where it stands, so that whoever finds it wrong can say so. Numbers are kept as
 * decimals: a float or a double is written in its shortest form and comes back in the same bits.
 *
 * @param where for messages, for example {@code "nodes[3].op"}
 * @param value a map, list, string, number, boolean or {@code null}
 */
record Json(String where, Object value) {
  /** Bounds that a hostile text cannot leave: about 100 MB of objects at worst. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxTokenCount(1_000_000)
                  .maxNumberLength(100)
                  .build())
          .build();

  /**
   * Reads a text.
   *
   * @throws ModelFileException if it is not JSON, has a key twice, or is deep or large beyond use
   */
  static Json parse(String where, String text) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      var json = new Json(where, tree(parser, where));
      if (parser.nextToken() != null) throw json.wrong("more text follows the JSON value");
      return json;
    } catch (JacksonException e) {
      throw new ModelFileException(
          "%s is not valid JSON (%s): the file is damaged"
              .formatted(where, quote(e.getOriginalMessage())),
          e);
    }
  }

  private static Object tree(JsonParser parser, String where) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var map = new LinkedHashMap<String, Object>();
        for (var key = parser.nextName(); key != null; key = parser.nextName()) {
          parser.nextToken();
          if (map.containsKey(key)) {
            throw new ModelFileException(
                "%s has the key '%s' twice: the file is damaged".formatted(where, quote(key)));
          }
          map.put(key, tree(parser, where));
        }
        yield map;
      }
      case START_ARRAY -> {
        var list = new ArrayList<Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(tree(parser, where));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getDecimalValue();
      case VALUE_NUMBER_FLOAT -> {
        var decimal = parser.getDecimalValue();
        yield decimal.signum() == 0 ? Double.valueOf(parser.getString()) : decimal; // -0.0
      }
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case null, default -> throw new ModelFileException(where + " is empty: the file is damaged");
    };
  }

  /** The text of a tree of maps, iterables, strings, numbers, booleans and {@code null}. */
  static String write(Object tree) {
    var text = new StringWriter();
    try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(tree, generator);
    }
    return text.toString();
  }

  private static void write(Object tree, JsonGenerator generator) {
    switch (tree) {
      case null -> generator.writeNull();
      case Map<?, ?> map -> {
        generator.writeStartObject();
        map.forEach((key, value) -> {
          generator.writeName(key.toString());
          write(value, generator);
        });
        generator.writeEndObject();
      }
      case Iterable<?> list -> {
        generator.writeStartArray();
        list.forEach(value -> write(value, generator));
        generator.writeEndArray();
      }
      case Boolean flag -> generator.writeBoolean(flag);
      case Number number when Double.isFinite(number.doubleValue()) ->
          generator.writeNumber(number.toString());
      case float[] floats -> {
        generator.writeStartArray();
        for (float value : floats) write(value, generator);
        generator.writeEndArray();
      }
      default -> generator.writeString(tree.toString()); // infinities and NaN too
    }
  }

  /** The member of that name. */
  Json get(String key) {
    var member = map().get(key);
    if (member == null) throw wrong("it has no '" + key + "'");
    return new Json(where + "." + key, member);
  }

  private Map<?, ?> map() {
    if (value instanceof Map<?, ?> map) return map;
    throw expected("an object");
  }

  /** The members by name. */
  SequencedMap<String, Json> object() {
    var members = new LinkedHashMap<String, Json>();
    map().forEach((key, member) -> members.put((String) key, new Json(where + "." + key, member)));
    return members;
  }

  /** The elements of a list. */
  List<Json> list() {
    if (!(value instanceof List<?> list)) throw expected("a list");
    return IntStream.range(0, list.size())
        .mapToObj(i -> new Json(where + "[" + i + "]", list.get(i)))
        .toList();
  }

  /** The elements of a list of strings. */
  List<String> texts() {
    return list().stream().map(Json::text).toList();
  }

  /** The elements of a list of integers. */
  int[] integers() {
    return list().stream().mapToInt(Json::integer).toArray();
  }

  /** The elements of a list of numbers. */
  float[] floats() {
    var elements = list();
    var floats = new float[elements.size()];
    for (int i = 0; i < floats.length; i++) floats[i] = elements.get(i).floating();
    return floats;
  }

  String text() {
    if (value instanceof String text) return text;
    throw expected("a string");
  }

  boolean flag() {
    if (value instanceof Boolean flag) return flag;
    throw expected("true or false");
  }

  int integer() {
    long number = longInteger();
    if (number != (int) number) throw expected("an integer of 32 bits");
    return (int) number;
  }

  long longInteger() {
    try {
      if (value instanceof BigDecimal number) return number.longValueExact();
    } catch (ArithmeticException e) {
      throw expected("an integer of 64 bits");
    }
    throw expected("an integer");
  }

  float floating() {
    return value instanceof Number number ? number.floatValue() : (float) notANumber();
  }

  double doubleFloating() {
    return value instanceof Number number ? number.doubleValue() : notANumber();
  }

  /** JSON has no infinities, so they stand as strings. */
  private double notANumber() {
    return switch (value instanceof String text ? text : "") {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      case "NaN" -> Double.NaN;
      default -> throw expected("a number");
    };
  }

  private ModelFileException expected(String what) {
    return wrong("expected %s, not %s".formatted(what, quote(write(value))));
  }

  /** A refusal of this value. */
  ModelFileException wrong(String why) {
    return new ModelFileException(quote(where) + ": " + why + "; the file is damaged");
  }
}

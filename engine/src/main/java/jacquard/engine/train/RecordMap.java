package jacquard.engine.train;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Records as the maps, lists, numbers and booleans that JSON has, and back. Where a component's
 * type is a sealed interface the map names the record under {@code "type"}.
 */
final class RecordMap {
  private static final String TYPE = "type";

  private RecordMap() {}

  /** A record as a map. */
  static SequencedMap<String, Object> of(Record record) {
    var map = new LinkedHashMap<String, Object>();
    for (var component : record.getClass().getRecordComponents()) {
      map.put(component.getName(), encode(component.getGenericType(), get(record, component)));
    }
    return map;
  }

  /** Any value as what JSON has. */
  private static Object encode(Type declared, Object value) {
    return switch (value) {
      case Record record when isSealed(declared) -> {
        var map = new LinkedHashMap<String, Object>();
        map.put(TYPE, record.getClass().getSimpleName());
        map.putAll(of(record));
        yield map;
      }
      case Record record -> of(record);
      case List<?> list -> list.stream().map(e -> encode(element(declared), e)).toList();
      case null, default -> value;
    };
  }

  /**
   * The record that {@link #of} was given.
   *
   * @param where the map's place, for messages
   * @throws IllegalArgumentException if it is not of the type; one sentence says where
   */
  static <R extends Record> R read(Class<R> type, Object map, String where) {
    return type.cast(record(type, map, where));
  }

  /** A list of such records. */
  static <R extends Record> List<R> readList(Class<R> type, Object value, String where) {
    return elements(type, value, where).stream().map(type::cast).toList();
  }

  /** A whole number of 32 bits. */
  static int readInt(Object value, String where) {
    return (int) decode(int.class, value, where);
  }

  /** A component may be null: then its constructor decides. */
  private static Object decode(Type declared, Object value, String where) {
    return switch (declared) {
      case ParameterizedType list -> elements(list.getActualTypeArguments()[0], value, where);
      case Class<?> type when type == boolean.class -> {
        if (value instanceof Boolean) yield value;
        throw wrong(where, "true or false", value);
      }
      case Class<?> type when type.isPrimitive() -> {
        if (value instanceof Number number) yield number(type, number, where);
        throw wrong(where, "a number", value);
      }
      case Class<?> type -> value == null ? null : record(type, value, where);
      default -> throw new AssertionError(declared);
    };
  }

  private static List<?> elements(Type declared, Object value, String where) {
    if (!(value instanceof List<?> list)) throw wrong(where, "a list", value);
    var elements = new ArrayList<Object>();
    for (var element : list) {
      elements.add(record((Class<?>) declared, element, where + "[" + elements.size() + "]"));
    }
    return elements;
  }

  private static Object number(Class<?> type, Number number, String where) {
    if (type == double.class) return number.doubleValue();
    if (number.doubleValue() != Math.rint(number.doubleValue()))
      throw wrong(where, "a whole number", number);
    if (type == long.class) return number.longValue();
    if (number.longValue() != number.intValue()) throw wrong(where, "a 32-bit number", number);
    return number.intValue();
  }

  private static Class<?> named(Class<?> family, Map<?, ?> map, String where) {
    return Arrays.stream(family.getPermittedSubclasses())
        .filter(type -> type.getSimpleName().equals(map.get(TYPE)))
        .findFirst()
        .orElseThrow(() -> wrong(where, "the name of a " + family.getSimpleName(), map.get(TYPE)));
  }

  private static Object record(Class<?> declared, Object value, String where) {
    if (!(value instanceof Map<?, ?> map)) throw wrong(where, "a map", value);
    var type = declared.isSealed() ? named(declared, map, where) : declared;
    var components = type.getRecordComponents();
    var types = new Class<?>[components.length];
    var values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      var name = components[i].getName();
      values[i] = decode(components[i].getGenericType(), map.get(name), where + "." + name);
    }
    try {
      return type.getConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(where + ": " + e.getCause().getMessage(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Object get(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Type element(Type list) {
    return ((ParameterizedType) list).getActualTypeArguments()[0];
  }

  private static boolean isSealed(Type type) {
    return type instanceof Class<?> c && c.isSealed();
  }

  private static IllegalArgumentException wrong(String where, String expected, Object value) {
    return new IllegalArgumentException("%s must be %s, not %s".formatted(where, expected, value));
  }
}

package jacquard.engine.io;

import static jacquard.engine.io.ModelFileException.quote;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records as JSON, by reflection over their components: numbers, booleans, strings, enums, other
 * records (which may be {@code null}), and lists of these. Where a component's type is a sealed
 * interface, the JSON names the record under {@code "type"}. Records are read through the canonical
 * constructor, so whatever it checks is checked.
 */
final class Records {
  private static final String TYPE = "type";

  private Records() {}

  /**
   * The components by name.
   *
   * @throws IllegalArgumentException if a component's type cannot be written
   */
  static Map<String, Object> write(Record source) {
    var tree = new LinkedHashMap<String, Object>();
    for (var component : source.getClass().getRecordComponents()) {
      var value = valueOf(component, source);
      tree.put(component.getName(), tree(component.getGenericType(), value, component));
    }
    return tree;
  }

  private static Object valueOf(RecordComponent component, Record source) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(source);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException(hidden(source.getClass()), e);
    }
  }

  private static String hidden(Class<?> type) {
    return "%s cannot be reached: make the record public, and open its package to jacquard.engine"
        .formatted(type.getName());
  }

  private static Object tree(Type type, Object value, RecordComponent component) {
    return switch (value) {
      case Integer _, Long _, Float _, Double _, Boolean _, String _ -> value;
      case Enum<?> constant -> constant.name();
      case Record nested when isSealed(type) -> {
        var tree = new LinkedHashMap<String, Object>();
        tree.put(TYPE, nested.getClass().getSimpleName());
        tree.putAll(write(nested));
        yield tree;
      }
      case Record nested -> write(nested);
      case List<?> list ->
          list.stream().map(element -> tree(elementOf(type), element, component)).toList();
      case null, default -> {
        if (value == null && type instanceof Class<?> c && c.isRecord()) yield null;
        throw new IllegalArgumentException(unsupported(component));
      }
    };
  }

  private static boolean isSealed(Type type) {
    return type instanceof Class<?> c && c.isSealed();
  }

  private static Type elementOf(Type list) {
    return ((ParameterizedType) list).getActualTypeArguments()[0];
  }

  private static String unsupported(RecordComponent component) {
    return "attribute '%s' of %s is %s, which a model file cannot hold: use %s"
        .formatted(
            component.getName(),
            component.getDeclaringRecord().getName(),
            component.getGenericType().getTypeName(),
            "int, long, float, double, boolean, String, an enum, a record, or a list of these");
  }

  /**
   * A record of a type.
   *
   * @throws ModelFileException if the JSON has other members than the record has components, if one
   *     is of another type, or if the constructor refuses it
   */
  static <T extends Record> T read(Class<T> type, Json json) {
    return read(type, json, json.object());
  }

  private static <T extends Record> T read(Class<T> type, Json json, Map<String, Json> members) {
    var components = type.getRecordComponents();
    var names = Arrays.stream(components).map(RecordComponent::getName).toList();
    if (!members.keySet().equals(Set.copyOf(names))) {
      throw json.wrong(
          "%s has %s, not %s"
              .formatted(type.getSimpleName(), names, quote(members.keySet().toString())));
    }
    var arguments = new Object[components.length];
    for (int i = 0; i < arguments.length; i++) {
      var component = components[i];
      arguments[i] = value(component.getGenericType(), members.get(component.getName()), component);
    }
    return construct(type, json, arguments);
  }

  private static Object value(Type type, Json json, RecordComponent component) {
    if (type == int.class || type == Integer.class) return json.integer();
    if (type == long.class || type == Long.class) return json.longInteger();
    if (type == float.class || type == Float.class) return json.floating();
    if (type == double.class || type == Double.class) return json.doubleFloating();
    if (type == boolean.class || type == Boolean.class) return json.flag();
    if (type == String.class) return json.text();
    if (type instanceof Class<?> c && c.isEnum()) return constant(c, json);
    if (type instanceof Class<?> c && c.isRecord()) {
      return json.value() == null ? null : read(c.asSubclass(Record.class), json);
    }
    if (isSealed(type)) return permitted((Class<?>) type, json);
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return json.list().stream().map(each -> value(elementOf(type), each, component)).toList();
    }
    throw new ModelFileException(unsupported(component));
  }

  private static Record permitted(Class<?> family, Json json) {
    var name = json.get(TYPE);
    var members = json.object();
    members.remove(TYPE);
    for (var type : family.getPermittedSubclasses()) {
      if (type.getSimpleName().equals(name.text())) {
        return read(type.asSubclass(Record.class), json, members);
      }
    }
    throw name.wrong("there is no such " + family.getSimpleName());
  }

  private static Object constant(Class<?> type, Json json) {
    for (var constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(json.text())) return constant;
    }
    throw json.wrong("it is none of " + Arrays.toString(type.getEnumConstants()));
  }

  private static <T extends Record> T construct(Class<T> type, Json json, Object[] arguments) {
    try {
      return canonicalConstructor(type).newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw json.wrong(quote(String.valueOf(e.getCause().getMessage())));
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new ModelFileException(hidden(type), e);
    }
  }

  private static <T extends Record> Constructor<T> canonicalConstructor(Class<T> type)
      throws NoSuchMethodException {
    var types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    var constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor;
  }
}

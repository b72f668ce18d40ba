package jacquard.fashion.report;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as this project writes it: indented, records under snake_case keys. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private static final JsonMapper COMPACT =
      MAPPER.rebuild().disable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /**
   * Writes a value to a file.
   *
   * @throws IOException if that cannot be done; an older file is then untouched
   */
  public static void write(Path file, Object value) throws IOException {
    AtomicFile.write(file, MAPPER.writeValueAsString(value) + "\n");
  }

  /** A text as a tree; whatever is wrong with it is a {@code JacksonException}. */
  static JsonNode readTree(String text) {
    return MAPPER.readTree(text);
  }

  /** A tree as a value; whatever is wrong with it is a {@code JacksonException}. */
  static <T> T convert(JsonNode tree, Class<T> type) {
    return MAPPER.treeToValue(tree, type);
  }

  /** A value for a script of a page, which no text in it can end: no {@code <} is left. */
  static String inPage(Object value) {
    return COMPACT.writeValueAsString(value).replace("<", "\\u003c");
  }
}

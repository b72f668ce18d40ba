package jacquard.fashion.cli;

import jacquard.fashion.data.DataException;
import jacquard.fashion.model.Zoo;
import jacquard.optimize.recipe.Distill;
import jacquard.optimize.recipe.Recipe;
import jacquard.optimize.recipe.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Recipes as JSON. Each step names its kind under {@code "step"}; what it does not say is as in the
 * kind's default, and what is not there to be said is refused.
 *
 * <pre>{@code
 * {"steps": [
 *   {"step": "prune", "unit": "channels", "sparsity": 0.5, "training": {"epochs": 2}},
 *   {"step": "quantize"}
 * ]}
 * }</pre>
 */
final class RecipeFile {
  private static final String STEPS = "steps";
  private static final String KIND = "step";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private RecipeFile() {}

  /**
   * Reads a recipe, which is named like its file.
   *
   * @throws DataException if it is none; the message says where and what is allowed
   * @throws IOException if the file cannot be read
   */
  static Recipe read(Path file) throws IOException {
    try {
      var name = file.getFileName().toString().replaceFirst("\\.json$", "");
      return new Recipe(name, steps(MAPPER.readTree(Files.readString(file))));
    } catch (JacksonException e) {
      throw new DataException("%s: it is no JSON (%s)".formatted(file, e.getOriginalMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new DataException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static List<Step> steps(JsonNode recipe) {
    if (!(recipe instanceof ObjectNode object) || !(object.get(STEPS) instanceof JsonNode list)) {
      throw new IllegalArgumentException("a recipe is an object with a list of \"steps\"");
    }
    for (var name : object.propertyNames()) {
      if (name.equals(STEPS)) continue;
      throw new IllegalArgumentException("a recipe has \"steps\" alone, not '" + name + "'");
    }
    if (!list.isArray()) throw new IllegalArgumentException("\"steps\" is a list");
    var steps = new ArrayList<Step>();
    for (var step : list) {
      try {
        steps.add(step(step));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "step %d: %s".formatted(steps.size() + 1, e.getMessage()), e);
      }
    }
    return steps;
  }

  private static Step step(JsonNode given) {
    var kind = given.path(KIND).stringValue(null);
    var standard =
        Step.kinds().stream().filter(each -> each.kind().equals(kind)).findFirst().orElse(null);
    if (standard == null) {
      var kinds = Step.kinds().stream().map(Step::kind).collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "there is no step %s: choose one of %s".formatted(given.path(KIND), kinds));
    }
    var fields = (ObjectNode) given.deepCopy();
    fields.remove(KIND);
    ObjectNode whole = MAPPER.valueToTree(standard);
    overlay("'" + kind + "'", whole, fields);
    var step = convert(whole, standard.getClass());
    if (step instanceof Distill distill) Zoo.find(distill.student());
    return step;
  }

  /** Replaces what is given; it must be there, and be of the same type. */
  private static void overlay(String owner, ObjectNode whole, ObjectNode given) {
    for (var field : given.properties()) {
      var name = field.getKey();
      var value = field.getValue();
      var standard = whole.get(name);
      if (standard == null) {
        throw new IllegalArgumentException(
            "%s has no '%s': it takes %s"
                .formatted(owner, name, String.join(", ", whole.propertyNames())));
      }
      if (!standard.isNull() && standard.getNodeType() != value.getNodeType()) {
        throw new IllegalArgumentException(
            "'%s' of %s is like %s, not %s".formatted(name, owner, standard, value));
      }
      if (standard instanceof ObjectNode inner) {
        overlay("'" + name + "'", inner, (ObjectNode) value);
      } else {
        whole.set(name, value);
      }
    }
  }

  private static Step convert(JsonNode tree, Class<? extends Step> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(sentence(e), e);
    }
  }

  private static String sentence(JacksonException e) {
    // What a record's constructor refuses comes wrapped.
    if (e.getCause() instanceof IllegalArgumentException refusal) return refusal.getMessage();
    if (e instanceof InvalidFormatException wrong && wrong.getTargetType().isEnum()) {
      var known = Arrays.toString(wrong.getTargetType().getEnumConstants());
      return "'%s' is none of %s".formatted(wrong.getValue(), known.toLowerCase(Locale.ROOT));
    }
    return e.getOriginalMessage();
  }
}

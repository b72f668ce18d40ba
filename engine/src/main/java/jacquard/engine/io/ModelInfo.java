package jacquard.engine.io;

import static jacquard.engine.io.ModelFileException.quote;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model's user must know besides its graph.
 *
 * @param name the model's name, for example {@code "cnn"}
 * @param classes what its outputs stand for, in order; empty where they have no names
 * @param mean what was subtracted from each channel of a pixel in [0, 1] in training; empty where
 *     nothing was
 * @param deviation what each channel was then divided by; as many as {@code mean}
 * @param extras whatever else is to be kept: the accuracy, the recipe, the data's source
 */
public record ModelInfo(
    String name,
    List<String> classes,
    float[] mean,
    float[] deviation,
    Map<String, String> extras) {
  /**
   * Copies the collections and arrays.
   *
   * @throws IllegalArgumentException if there is not a mean for each deviation, or if a deviation
   *     is not positive
   */
  public ModelInfo {
    classes = List.copyOf(classes);
    mean = mean.clone();
    deviation = deviation.clone();
    extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
    boolean usable = mean.length == deviation.length;
    for (float m : mean) usable &= Float.isFinite(m);
    for (float d : deviation) usable &= Float.isFinite(d) && d > 0;
    if (!usable) {
      throw new IllegalArgumentException(
          "each channel needs a finite mean and a positive deviation, not %s and %s"
              .formatted(Arrays.toString(mean), Arrays.toString(deviation)));
    }
  }

  /** A model whose pixels are used as they are. */
  public ModelInfo(String name, List<String> classes) {
    this(name, classes, new float[0], new float[0], Map.of());
  }

  String write() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("name", name);
    tree.put("classes", classes);
    tree.put("mean", mean);
    tree.put("deviation", deviation);
    tree.put("extras", extras);
    return Json.write(tree);
  }

  static ModelInfo read(String text) {
    var json = Json.parse("model", text);
    var extras = new LinkedHashMap<String, String>();
    json.get("extras").object().forEach((key, value) -> extras.put(key, value.text()));
    try {
      return new ModelInfo(
          json.get("name").text(),
          json.get("classes").texts(),
          json.get("mean").floats(),
          json.get("deviation").floats(),
          extras);
    } catch (IllegalArgumentException e) {
      throw json.wrong(quote(e.getMessage()));
    }
  }
}

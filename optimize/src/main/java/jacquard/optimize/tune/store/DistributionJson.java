package jacquard.optimize.tune.store;

import jacquard.optimize.tune.CategoricalDistribution;
import jacquard.optimize.tune.Distribution;
import jacquard.optimize.tune.FloatDistribution;
import jacquard.optimize.tune.IntDistribution;
import jacquard.optimize.tune.Scale;
import jacquard.optimize.tune.StorageException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Ranges as text: {@code {"float": [1e-5, 0.1], "scale": "LOG", "step": 0.0}} and the like. */
final class DistributionJson {
  private static final JsonFactory JSON = new JsonFactory();

  private DistributionJson() {}

  static String write(Distribution distribution) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      switch (distribution) {
        case FloatDistribution(double low, double high, Scale scale, double step) -> {
          json.writeArrayPropertyStart("float");
          json.writeNumber(low).writeNumber(high).writeEndArray();
          json.writeStringProperty("scale", scale.name()).writeNumberProperty("step", step);
        }
        case IntDistribution(int low, int high, Scale scale, int step) -> {
          json.writeArrayPropertyStart("int");
          json.writeNumber(low).writeNumber(high).writeEndArray();
          json.writeStringProperty("scale", scale.name()).writeNumberProperty("step", step);
        }
        case CategoricalDistribution(var choices) -> {
          json.writeArrayPropertyStart("choices");
          choices.forEach(json::writeString);
          json.writeEndArray();
        }
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  static Distribution read(String text) {
    try (var json = JSON.createParser(ObjectReadContext.empty(), text)) {
      var scalars = new HashMap<String, String>();
      var items = new ArrayList<String>();
      json.nextToken();
      var kind = json.nextName();
      json.nextToken();
      while (json.nextToken() != JsonToken.END_ARRAY) items.add(json.getString());
      for (var name = json.nextName(); name != null; name = json.nextName()) {
        json.nextToken();
        scalars.put(name, json.getString());
      }
      return switch (kind) {
        case "choices" -> new CategoricalDistribution(items);
        case "float" ->
            new FloatDistribution(
                Double.parseDouble(items.get(0)),
                Double.parseDouble(items.get(1)),
                Scale.valueOf(scalars.get("scale")),
                Double.parseDouble(scalars.get("step")));
        case "int" ->
            new IntDistribution(
                Integer.parseInt(items.get(0)),
                Integer.parseInt(items.get(1)),
                Scale.valueOf(scalars.get("scale")),
                Integer.parseInt(scalars.get("step")));
        default -> throw new StorageException("the range " + text + " is of no known kind");
      };
    } catch (JacksonException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new StorageException("the range " + text + " cannot be understood", e);
    }
  }
}

package jacquard.fashion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recipes compose steps in any order, go on where they were stopped, and are read strictly. */
class CompressTest {
  private static final String PRUNE =
      "{\"step\": \"prune\", \"sparsity\": 0.8, \"training\": {\"epochs\": 1}}";
  private static final String CHANNELS =
      "{\"step\": \"prune\", \"unit\": \"channels\", \"fit\": true,"
          + " \"training\": {\"epochs\": 1, \"teacher\": 0.5}}";
  private static final String QUANTIZE = "{\"step\": \"quantize\", \"training\": {\"epochs\": 1}}";

  @TempDir static Path folder;
  private static Path model;

  @BeforeAll
  static void train() {
    model = folder.resolve("mlp.safetensors");
    var run = Cli.run("train", "mlp", "--epochs", 1, "--limit", 200, "-o", model, "--no-test");
    assertThat(run.code()).as(run.err()).isZero();
  }

  private static Path recipe(String name, String... steps) throws IOException {
    var text = "{\"steps\": [" + String.join(", ", steps) + "]}";
    return Files.writeString(folder.resolve(name + ".json"), text);
  }

  private static Cli compress(Path recipe, Path to, Object... options) {
    var words = new Object[] {"compress", model, "--recipe", recipe, "-o", to, "--limit", 50};
    var all = new ArrayList<Object>(List.of(words));
    all.addAll(List.of(options));
    return Cli.run(all.toArray());
  }

  @Test
  void stepsFollowEachOtherAndZerosOutliveLaterTraining() throws IOException {
    var to = folder.resolve("both.safetensors");
    var json = folder.resolve("both-figures.json");
    var run = compress(recipe("both", PRUNE, CHANNELS, QUANTIZE), to, "--json", json);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("Step 2 of 3: prune 50 % of the channels, 1 epoch with");
    assertThat(run.outLines().getLast()).startsWith("validation accuracy ");
    var figures = Cli.json(json);
    assertThat(figures.get("sparsity_reached").asDouble()).isBetween(0.7, 0.95);
    assertThat(figures.get("layers").get(0).get("bits").asInt()).isEqualTo(8);
    assertThat(Files.size(to)).isLessThan(Files.size(model) / 7);
    assertThat(folder.resolve("both.safetensors.steps")).doesNotExist();
  }

  @Test
  void anInterruptedRecipeGoesOnToTheSameBits() throws IOException {
    var whole = folder.resolve("whole.safetensors");
    assertThat(compress(recipe("whole", PRUNE, CHANNELS, QUANTIZE), whole).code()).isZero();
    var steps = Files.createDirectories(folder.resolve("resumed.safetensors.steps"));
    var failing =
        recipe(
            "whole",
            PRUNE,
            CHANNELS,
            "{\"step\": \"factorize\", \"by\": \"rank\"," + " \"value\": 5000}");
    var resumed = folder.resolve("resumed.safetensors");
    var broken = compress(failing, resumed);
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.err()).contains("step 3, 'factorize': ranks from 1 to ", ", not 5000");
    assertThat(resumed).doesNotExist();
    assertThat(steps).isNotEmptyDirectory();
    var again = compress(recipe("whole", PRUNE, CHANNELS, QUANTIZE), resumed);
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).contains("Going on after step 2 of 3.").doesNotContain("Step 1 of 3");
    assertThat(resumed).hasSameBinaryContentAs(whole);
    assertThat(steps).doesNotExist();
  }

  @Test
  void anotherSeedDoesNotGoOnWithThisOne() throws IOException {
    var to = folder.resolve("seeds.safetensors");
    var failing =
        recipe("seeds", PRUNE, "{\"step\": \"factorize\", \"by\": \"rank\"," + " \"value\": 5000}");
    assertThat(compress(failing, to).code()).isEqualTo(1);
    var other = compress(recipe("seeds", PRUNE, QUANTIZE), to, "--seed", 2);
    assertThat(other.code()).as(other.err()).isZero();
    assertThat(other.out()).doesNotContain("Going on");
  }

  @Test
  void aModelOfTheZooIsTrainedFirstAndMayEndInACompactFile() throws IOException {
    var recipe =
        recipe("small", PRUNE, "{\"step\": \"share\", \"values\": 8}", "{\"step\": \"compact\"}");
    var to = folder.resolve("linear.compact");
    var run = Cli.run("compress", "linear", "--recipe", recipe, "-o", to, "--limit", 20);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("Training 'linear' ...", "epoch 10/10");
    assertThat(Files.size(to)).isLessThan(3_000);
    assertThat(folder.resolve("linear.compact.steps")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"step": "prun"}                                 | step 1: there is no step "prun": choose one of fine-tune, prune, quantize
          {"sparsity": 0.5}                                | step 1: there is no step
          {"step": "prune", "sparsty": 0.5}                | 'prune' has no 'sparsty': it takes unit, sparsity
          {"step": "prune", "training": {"epoch": 1}}      | 'training' has no 'epoch': it takes epochs, learning_rate
          {"step": "prune", "sparsity": "much"}            | 'sparsity' of 'prune' is like 0.5, not "much"
          {"step": "prune", "sparsity": 1}                 | a sparsity is in [0, 1), not 1.0
          {"step": "prune", "unit": "neurons"}             | 'neurons' is none of [weights, blocks, channels]
          {"step": "prune", "gradual": true}               | add epochs
          {"step": "factorize", "by": "rank", "value": 0}  | a rank is a whole number from 1 on, not 0.0
          {"step": "factorize", "value": 1.5}              | a share of the energy is in (0, 1], not 1.5
          {"step": "quantize", "bits": 9}                  | weights take 1 to 8 bits, not 9
          {"step": "quantize", "bits": 7.5}                | 7.5
          {"step": "share", "values": 1000}                | weights share 1 to 256 values, not 1000
          {"step": "distill"}                              | there is no model '': choose one of linear, mlp
          {"step": "quantize"}, {"step": "prune"}          | step 2, 'prune', works on floats, but 'quantize' before it makes codes
          5                                                | step 1: there is no step
          """)
  void whatNoRecipeSaysIsRefusedInOneLine(String steps, String sentence) throws IOException {
    var file = recipe("wrong", steps);
    var run = compress(file, folder.resolve("no"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.errLines()).hasSize(1);
    assertThat(run.errLines().getLast()).contains("wrong.json", sentence);
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"steps": []}             | a recipe has at least one step
          {"steps": 3}              | "steps" is a list
          []                        | a recipe is an object with a list of "steps"
          {"steps": [], "note": 1}  | a recipe has "steps" alone, not 'note'
          {"steps": [               | it is no JSON
          """)
  void whatIsNoRecipeIsRefusedInOneLine(String text, String sentence) throws IOException {
    var file = Files.writeString(folder.resolve("none.json"), text);
    var run = compress(file, folder.resolve("no"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.errLines().getLast()).contains("none.json", sentence);
  }

  @Test
  void aQuantizedModelIsRefusedWhereAFloatOneIsExpected() throws IOException {
    var int8 = folder.resolve("int8.safetensors");
    assertThat(compress(recipe("int8", "{\"step\": \"quantize\"}"), int8).code()).isZero();
    for (var step : new String[] {"prune", "factorize", "share", "fine-tune", "quantize"}) {
      var recipe = recipe("floats", "{\"step\": \"" + step + "\"}");
      var run =
          Cli.run("compress", int8, "--recipe", recipe, "-o", folder.resolve("no"), "--limit", 20);
      assertThat(run.code()).as(step).isEqualTo(1);
      assertThat(run.errLines().getLast()).contains("quantized already: start from the float");
    }
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @Test
  void aTruncatedFileIsRefusedAndNothingIsOverwritten() throws IOException {
    var compact = folder.resolve("cut.compact");
    var coding = recipe("coding", "{\"step\": \"share\"}", "{\"step\": \"compact\"}");
    assertThat(compress(coding, compact).code()).isZero();
    var bytes = Files.readAllBytes(compact);
    Files.write(compact, Arrays.copyOf(bytes, bytes.length / 2));
    var there = Files.writeString(folder.resolve("there.safetensors"), "what was here");
    var run = Cli.run("compress", compact, "--recipe", recipe("any", PRUNE), "-o", there);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.errLines().getLast())
        .contains("cut.compact: it is no compact model or is damaged");
    assertThat(there).hasContent("what was here");
  }

  @Test
  void whatIsNeitherAFileNorAModelIsRefused() throws IOException {
    var run = Cli.run("compress", "mpl", "--recipe", recipe("any", PRUNE));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.errLines().getLast()).contains("there is no file mpl, and there is no model");
  }
}

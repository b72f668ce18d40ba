package jacquard.fashion.cli;

import jacquard.engine.io.ModelFile;
import jacquard.optimize.recipe.Draft;
import jacquard.optimize.recipe.Recipe;
import jacquard.optimize.recipe.StepContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Does the steps of a recipe, and keeps the model after each in a folder, so that the same run goes
 * on from there, to the same bits.
 *
 * @param start what the result depends on besides the steps: model, data, seed
 * @param folder where models are kept; null to keep none
 */
record RecipeRun(Screen screen, Recipe recipe, String start, Path folder) {
  /** One that keeps what it finishes; another model, data or seed are another run. */
  static RecipeRun keeping(
      Path folder, Recipe recipe, Baseline.Trained first, GarmentContext context)
      throws IOException {
    var images = digest(context.trainingImages().images());
    var start = "%s %s %d ".formatted(first.digest(), images, context.seed());
    return new RecipeRun(context.run().screen(), recipe, start, folder);
  }

  /**
   * The model after the last step.
   *
   * @throws IllegalArgumentException if a step cannot be done; the message says which
   */
  Draft apply(Draft first, StepContext context) throws IOException {
    int done = finished();
    var draft = done == 0 ? first : kept(done);
    int count = recipe.steps().size();
    if (done > 0 && done < count) screen.say("Going on after step %d of %d.", done, count);
    for (int i = done; i < count; i++) {
      screen.say("Step %d of %d: %s", i + 1, count, recipe.steps().get(i).summary());
      draft = step(i, draft, context);
      keep(i + 1, draft);
    }
    return draft;
  }

  private Draft step(int i, Draft draft, StepContext context) {
    var step = recipe.steps().get(i);
    try {
      return step.apply(draft, context);
    } catch (IllegalArgumentException e) {
      if (recipe.steps().size() == 1) throw e;
      throw new IllegalArgumentException(
          "step %d, '%s': %s".formatted(i + 1, step.kind(), e.getMessage()), e);
    }
  }

  /** How many steps an earlier run finished. */
  private int finished() {
    if (folder == null) return 0;
    for (int done = recipe.steps().size(); done > 0; done--) {
      if (Files.exists(file(done))) return done;
    }
    return 0;
  }

  private Draft kept(int done) {
    var model = ModelFile.load(file(done));
    return new Draft(model.info().name(), model.graph());
  }

  private void keep(int done, Draft draft) throws IOException {
    if (folder == null) return;
    Files.createDirectories(folder);
    var info = Classifier.info(draft.name(), Map.of());
    ModelFile.save(file(done), draft.graph(), info);
  }

  /** Named by all that it follows from: recipes that begin alike share what they begin with. */
  private Path file(int done) {
    var steps = start + recipe.steps().subList(0, done);
    var name = digest(steps.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    return folder.resolve("step-" + name + ".safetensors");
  }

  /** A short name for a content: whatever has another one is another content. */
  static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package jacquard.fashion.cli;

import jacquard.engine.io.ModelFile;
import jacquard.fashion.data.FashionMnist;
import jacquard.fashion.data.LabeledImages;
import jacquard.fashion.model.Zoo;
import jacquard.optimize.recipe.Draft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The model to begin with.
 *
 * @param name a file, or a model of the zoo that is to be trained
 * @param isFile which of these
 */
record Baseline(String name, boolean isFile) {
  private static final String FILE = "baseline.safetensors";
  private static final String KEY = "baseline_key";

  /**
   * A trained model.
   *
   * @param file that it was loaded from
   * @param seconds of its training; 0 if that was earlier
   */
  record Trained(Path file, ModelFile model, double seconds) {
    /** It, to be changed. */
    Draft draft() {
      return new Draft(model.info().name(), model.graph());
    }

    /** What is to be said of whatever is made of it. */
    Map<String, String> extras() {
      var extras = new LinkedHashMap<>(model.info().extras());
      extras.remove(KEY);
      return extras;
    }

    /** What tells it from others. */
    String digest() throws IOException {
      return RecipeRun.digest(Files.readAllBytes(file));
    }
  }

  /**
   * What a name on the command line means.
   *
   * @throws IllegalArgumentException if it is neither a file nor a model of the zoo
   */
  static Baseline of(String name) {
    if (Files.isRegularFile(Path.of(name))) return new Baseline(name, true);
    try {
      Zoo.find(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("there is no file " + name + ", and " + e.getMessage(), e);
    }
    return new Baseline(name, false);
  }

  /** What people call it. */
  String title() {
    return isFile ? Path.of(name).getFileName().toString() : name;
  }

  /**
   * Loads the file, or what an earlier run trained and kept in the folder, or trains and keeps it.
   *
   * @throws StoppedException if Ctrl-C came
   */
  Trained trained(Run run, LabeledImages training, FashionMnist data, long seed, Path folder)
      throws IOException {
    if (isFile) {
      var model = Classifier.load(Path.of(name));
      run.trainedOn(model.info());
      return new Trained(Path.of(name), model, 0);
    }
    var file = folder.resolve(FILE);
    var config = Zoo.find(name).recipe().toBuilder().seed(seed).build();
    var key = "%s %s %d %s".formatted(name, data.source().name(), training.size(), config);
    if (Files.exists(file) && isOf(file, key)) return new Trained(file, Classifier.load(file), 0);
    long start = System.nanoTime();
    run.screen().say("Training '%s' ...", name);
    var module = Zoo.find(name).module(seed);
    var job = new Training(run, module, config);
    if (job.fit(training, data.validation()).stopped()) throw new StoppedException();
    Files.createDirectories(folder);
    var extras = Map.of(KEY, key, TrainingJob.DATA, data.source().name());
    ModelFile.save(file, Classifier.graph(module), Classifier.info(name, extras));
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new Trained(file, Classifier.load(file), seconds);
  }

  private static boolean isOf(Path file, String key) {
    return key.equals(ModelFile.load(file).info().extras().get(KEY));
  }
}

package jacquard.optimize.tune.store;

import jacquard.kernels.Parallel;
import jacquard.optimize.tune.Budget;
import jacquard.optimize.tune.FrozenTrial;
import jacquard.optimize.tune.Study;
import jacquard.optimize.tune.StudySettings;
import jacquard.optimize.tune.TrialExecutor;
import jacquard.optimize.tune.sample.RandomSampler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that works on a study and says which trials have ended, and with what. */
final class StudyProcess {
  static final String STUDY = "shared";

  private StudyProcess() {}

  static Process start(Path database, int total, boolean chatty) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var options =
        List.of(
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-Dslf4j.internal.verbosity=ERROR");
    var words = new ArrayList<String>(List.of(java));
    words.addAll(options);
    words.addAll(
        List.of("-cp", System.getProperty("java.class.path"), StudyProcess.class.getName()));
    words.addAll(List.of(database.toString(), Integer.toString(total), Boolean.toString(chatty)));
    return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  static StudySettings settings(JdbcStorage storage) {
    return StudySettings.of(STUDY, new RandomSampler(1)).storage(storage);
  }

  static String line(FrozenTrial trial) {
    return trial.number() + " " + trial.values() + " " + trial.reports() + " " + trial.parameters();
  }

  /** The database, how many trials the study is to have, whether they write before they end. */
  public static void main(String[] args) {
    boolean chatty = Boolean.parseBoolean(args[2]);
    try (var storage = JdbcStorage.sqlite(Path.of(args[0]))) {
      var study = Study.create(settings(storage));
      study.onTrial(trial -> System.out.println(line(trial)));
      study.optimize(
          trial -> {
            if (!chatty) return trial.number();
            double x = trial.suggestFloat("x", 0, 1);
            trial.report(1, x / 2);
            return x;
          },
          Budget.total(Integer.parseInt(args[1])),
          TrialExecutor.sequential(Parallel.inline()));
    }
  }
}

package jacquard.fashion.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Which commit this program was built from. */
final class Commit {
  private Commit() {}

  /** The commit of the working copy that holds this program, with "-dirty" if that has changes. */
  static Optional<String> current() {
    try {
      var code = Commit.class.getProtectionDomain().getCodeSource().getLocation();
      var folder = Path.of(code.toURI()).getParent();
      return Files.isDirectory(folder) ? ask(folder) : Optional.empty();
    } catch (URISyntaxException | IOException e) {
      return Optional.empty(); // no file, or no git: nothing is known, and nothing is lost
    }
  }

  private static Optional<String> ask(Path folder) throws IOException {
    var git =
        new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var answer = git.inputReader()) {
      var commit = answer.readLine();
      boolean done = git.waitFor(5, TimeUnit.SECONDS) && git.exitValue() == 0;
      return done ? Optional.ofNullable(commit) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}

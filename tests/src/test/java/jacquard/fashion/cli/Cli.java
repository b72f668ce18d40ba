package jacquard.fashion.cli;

import jacquard.fashion.data.DataFinder;
import jacquard.fashion.data.DownloadProgress;
import jacquard.fashion.data.FashionMnist;
import jacquard.kernels.Parallel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command that was run in this JVM, on the generated set. */
record Cli(int code, String out, String err) {
  /** Drawn once for all tests. */
  private static final class Generated {
    static final FashionMnist SET =
        DataFinder.ofSystem(DownloadProgress.silent(), Parallel.of(2)).find("generated");
  }

  static Cli run(Object... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
    int code =
        Main.execute((_, _, _) -> Generated.SET, new PrintWriter(out), new PrintWriter(err), words);
    return new Cli(code, out.toString(), err.toString());
  }

  /** The command in a Java of its own: Ctrl-C ends all of it, and kernels are chosen once. */
  static Process start(List<String> javaOptions, List<?> words) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    for (var word : words) command.add(word.toString());
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }

  static JsonNode json(Path file) {
    try {
      return JsonMapper.shared().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

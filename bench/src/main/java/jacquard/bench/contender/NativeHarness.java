package jacquard.bench.contender;

import jacquard.engine.measure.SelfTimed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Processes of {@code torch_bench.py}, one for each number of threads, which answer requests of one
 * line each. They end when their standard input does: with this program.
 */
final class NativeHarness {
  private static final String SCRIPT = "torch_bench.py";
  private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<Integer, Server> servers = new HashMap<>();

  /** A process and what it said first. */
  private record Server(BufferedReader answers, Writer requests, JsonNode greeting) {
    JsonNode ask(Map<String, ?> request) {
      try {
        requests.write(JSON.writeValueAsString(request) + "\n");
        requests.flush();
        return answer(answers);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A library's version: {@code torch} or {@code numpy}. */
  String version(String library) {
    return server(1).greeting.get(library).asString();
  }

  /**
   * Makes a work ready.
   *
   * @param request what the script is told
   * @param inputs files {@code 0}, {@code 1} and so on, which the script reads
   * @param outputs the length of the output; 0 if it is not to be compared
   */
  Task prepare(int threads, Map<String, Object> request, float[][] inputs, int outputs) {
    var server = server(threads);
    try {
      var folder = Files.createTempDirectory("jacquard-bench");
      for (int i = 0; i < inputs.length; i++) write(folder.resolve("" + i), inputs[i]);
      var whole = new HashMap<>(request);
      whole.put("do", "prepare");
      whole.put("folder", folder.toString());
      server.ask(whole);
      for (int i = 0; i < inputs.length; i++) Files.delete(folder.resolve("" + i));
      return new NativeTask(server, folder, outputs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record NativeTask(Server server, Path folder, int outputs) implements Task, SelfTimed {
    @Override
    public double seconds(int runs) {
      return server.ask(Map.of("do", "run", "runs", runs)).get("seconds").asDouble();
    }

    @Override
    public void run() {
      seconds(1);
    }

    @Override
    public float[] output() {
      if (outputs == 0) return new float[0];
      server.ask(Map.of("do", "output", "folder", folder.toString()));
      try {
        return read(folder.resolve("output"), outputs);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        Files.deleteIfExists(folder.resolve("output"));
        Files.delete(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void write(Path file, float[] values) throws IOException {
    var bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(values);
    Files.write(file, bytes.array());
  }

  private static float[] read(Path file, int length) throws IOException {
    var values = new float[length];
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().get(values);
    return values;
  }

  private Server server(int threads) {
    return servers.computeIfAbsent(threads, NativeHarness::start);
  }

  private static Server start(int threads) {
    try {
      var script = Files.createTempFile("jacquard-", SCRIPT);
      script.toFile().deleteOnExit();
      try (var source = NativeHarness.class.getResourceAsStream(SCRIPT)) {
        Files.write(script, source.readAllBytes());
      }
      var process =
          new ProcessBuilder(python(), script.toString(), "--serve", "--threads", "" + threads)
              .redirectError(Redirect.INHERIT)
              .start();
      var answers = process.inputReader();
      return new Server(answers, process.outputWriter(), answer(answers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode answer(BufferedReader answers) throws IOException {
    var line = answers.readLine();
    if (line == null) throw new IOException(SCRIPT + " has ended; the reason stands above.");
    return JSON.readTree(line);
  }

  /** The first Python that has what the script needs. */
  private static String python() throws IOException {
    for (var python : PYTHONS) {
      if (canImport(python)) return python;
    }
    throw new IOException(
        "no Python has PyTorch and NumPy: apt install python3-torch, or leave --native-peers out.");
  }

  private static boolean canImport(String python) {
    try {
      var process =
          new ProcessBuilder(python, "-c", "import torch, numpy")
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such Python
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

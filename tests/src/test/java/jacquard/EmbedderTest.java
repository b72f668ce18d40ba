package jacquard;

import static org.assertj.core.api.Assertions.assertThat;

import jacquard.engine.graph.Graph;
import jacquard.engine.io.ModelFile;
import jacquard.engine.io.ModelInfo;
import jacquard.engine.nn.Flatten;
import jacquard.engine.nn.Linear;
import jacquard.engine.nn.Sequential;
import jacquard.engine.tensor.Shape;
import jacquard.kernels.Kernels;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles and runs the README's three lines against {@code kernels}, {@code engine} and the JSON
 * parser alone. In {@code mvn verify} these are the packed jars; in {@code mvn test} the folders of
 * classes, which Java takes just as well.
 */
class EmbedderTest {
  private static final List<String> VECTOR = List.of("--add-modules=jdk.incubator.vector");

  private static final String PATH =
      Stream.of(Kernels.class, ModelFile.class, tools.jackson.core.JsonParser.class)
          .map(c -> c.getProtectionDomain().getCodeSource().getLocation())
          .map(location -> Path.of(location.getPath()).toString())
          .collect(Collectors.joining(File.pathSeparator));

  @TempDir static Path folder;
  private static Path classes;

  @BeforeAll
  static void compileTheReadme() throws IOException {
    saveModel(folder.resolve("cnn.safetensors"));
    classes = folder.resolve("classes");
    var main = folder.resolve("src/embedder/Main.java");
    Files.createDirectories(main.getParent());
    Files.writeString(
        main,
        """
        package embedder;
        import jacquard.engine.io.Predictor;
        import java.nio.file.Path;
        class Main {
          public static void main(String[] args) {
            var pixels = new float[28 * 28];
            %s
          }
        }
        """
            .formatted(threeLines()));
    var module = folder.resolve("src/module-info.java");
    Files.writeString(module, "module embedder { requires jacquard.engine; }");
    run(
        "javac",
        "-d",
        classes.toString(),
        "--module-path",
        PATH,
        main.toString(),
        module.toString());
  }

  /** The first block of Java in the README. */
  private static String threeLines() throws IOException {
    var readme = Files.readString(Sources.PROJECT.resolve("README.md"));
    var block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertThat(block.find()).isTrue();
    assertThat(block.group(1).strip().lines()).hasSize(3);
    return block.group(1);
  }

  /** On black pixels the bias alone speaks: the probabilities are 0.1 and 0.9. */
  private static void saveModel(Path file) {
    var model = new Sequential(new Flatten(), new Linear(784, 2)).initialize(1);
    var bias = model.namedParameters().get("1.bias").floats();
    bias[0] = 0;
    bias[1] = (float) Math.log(9);
    var info = new ModelInfo("cnn", List.of("Bag", "Sneaker"));
    ModelFile.save(file, Graph.trace(model, Shape.of(28, 28, 1)), info);
  }

  private static void run(String tool, String... arguments) {
    var output = new StringWriter();
    var writer = new PrintWriter(output);
    int exit = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments);
    assertThat(exit).as(output.toString()).isZero();
  }

  @Test
  void runsOnTheClassPath() throws Exception {
    var path = List.of("-cp", classes + File.pathSeparator + PATH, "embedder.Main");
    assertPredicts(java(), VECTOR, path);
    assertPredicts(java(), List.of(), path);
  }

  @Test
  void runsOnTheModulePath() throws Exception {
    var path = List.of("-p", classes + File.pathSeparator + PATH, "-m", "embedder/embedder.Main");
    assertPredicts(java(), VECTOR, path);
    assertPredicts(java(), List.of(), path);
  }

  @Test
  void runsInALinkedImage() throws Exception {
    var image = folder.resolve("image");
    run(
        "jlink",
        "--module-path",
        classes + File.pathSeparator + PATH,
        "--add-modules=embedder,jdk.incubator.vector",
        "--strip-java-debug-attributes",
        "--output=" + image);
    assertPredicts(image.resolve("bin/java"), VECTOR, List.of("-m", "embedder/embedder.Main"));
    assertThat(image.resolve("release")).content().doesNotContain("java.desktop", "java.logging");
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** With the vector module nothing but Java's own line is said; without it, how to add it. */
  private static void assertPredicts(Path java, List<String> options, List<String> program)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(java.toString()));
    command.addAll(options);
    command.addAll(program);
    var errors = folder.resolve("errors");
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start();
    try (var output = process.inputReader()) {
      assertThat(output.lines().toList()).containsExactly("Sneaker 90.0 %");
    }
    var said = Files.readString(errors);
    assertThat(process.waitFor()).as(said).isZero();
    if (options.isEmpty()) assertThat(said).contains("scalar tier", "--add-modules");
    else assertThat(said).contains("incubator").hasLineCount(1);
  }
}

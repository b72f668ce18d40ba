package jacquard;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms, as ARCHITECTURE.md draws them. */
class ArchitectureTest {
  private static final String VECTOR_API = "jdk.incubator.vector..";

  private static final JavaClasses ROOMS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("jacquard");

  @Test
  void onlyTheVectorKernelsSeeTheVectorApi() {
    noClasses()
        .that()
        .resideOutsideOfPackage("jacquard.kernels.vector..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(VECTOR_API)
        .check(ROOMS);
  }

  @Test
  void kernelsDependOnNothing() {
    onlyDependsOn("jacquard.kernels..", VECTOR_API);
  }

  @Test
  void engineDependsOnKernelsAndTheStreamingJsonParser() {
    onlyDependsOn("jacquard.engine..", "jacquard.kernels", "tools.jackson.core..");
  }

  @Test
  void nobodyDependsOnTheBench() {
    noClasses()
        .that()
        .resideOutsideOfPackage("jacquard.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jacquard.bench..")
        .check(ROOMS);
  }

  @Test
  void optimizeDependsOnTheEngineEjmlJdbcAndTheStreamingJsonParser() {
    onlyDependsOn(
        "jacquard.optimize..",
        "jacquard.engine..",
        "jacquard.kernels",
        "org.ejml..",
        "tools.jackson.core..");
  }

  @Test
  void deployDependsOnEngineAndProtobuf() {
    onlyDependsOn(
        "jacquard.deploy..", "jacquard.engine..", "jacquard.kernels", "com.google.protobuf..");
  }

  @Test
  void onlyFashionSaysFashion() throws IOException {
    var wrong =
        Sources.find(".java").stream()
            .filter(file -> !List.of("fashion", "tests").contains(room(file)))
            .filter(ArchitectureTest::saysFashion)
            .toList();
    assertEquals(List.of(), wrong);
  }

  private static void onlyDependsOn(String room, String... others) {
    classes()
        .that()
        .resideInAPackage(room)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(room, "java..").or(resideInAnyPackage(others)))
        .check(ROOMS);
  }

  private static String room(Path file) {
    return Sources.PROJECT.relativize(file).getName(0).toString();
  }

  private static boolean saysFashion(Path file) {
    try {
      return Files.readString(file).contains("Fashion");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

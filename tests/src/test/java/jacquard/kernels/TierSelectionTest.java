package jacquard.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts a JVM for every rung of the ladder, as a tier is chosen once in each. */
@Timeout(30)
class TierSelectionTest {
  private static final String MODULE = "--add-modules=jdk.incubator.vector";
  private static final String FLAG = "--add-modules jdk.incubator.vector";
  private static final String WARNING = "slow scalar tier";

  /** What the other JVM runs: says which tier it has, and sums with it. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      var y = new float[2];
      Kernels.reduction().sum(2, 3, 1, new float[] {1, 2, 3, 4, 5, 6}, y, Workspace.inline());
      System.out.println("tier=" + Kernels.tier().name() + ", sums=" + y[0] + " " + y[1]);
      System.out.println("description=" + Kernels.tier().description());
    }
  }

  private static ChildJvm run(String... options) throws IOException {
    return ChildJvm.run(Child.class, List.of(options));
  }

  @Test
  void withoutTheModuleTheScalarTierWarnsOnceWithTheFlag() throws IOException {
    var child = run();
    assertEquals(0, child.exit(), child.output());
    assertTrue(child.output().contains("tier=scalar, sums=6.0 15.0"), child.output());
    assertTrue(child.output().contains("description=scalar: "), child.output());
    assertEquals(1, child.count(WARNING), child.output());
    assertEquals(2, child.count(FLAG), child.output()); // in the warning and the description
  }

  @Test
  void withTheModuleTheVectorTierRunsWithoutAWarning() throws IOException {
    var child = run(MODULE);
    assertEquals(0, child.exit(), child.output());
    assertTrue(child.output().contains("tier=vector, sums=6.0 15.0"), child.output());
    assertTrue(child.output().matches("(?s).*description=vector: \\d+-bit, \\d+ float lanes.*"));
    assertEquals(0, child.count(WARNING), child.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1"})
  void withoutTheOptimisingCompilerTheScalarTierWarns(String option) throws IOException {
    var child = run(MODULE, option);
    assertTrue(child.output().contains("tier=scalar"), child.output());
    assertEquals(1, child.count(WARNING), child.output());
    assertTrue(child.output().contains("remove " + option.replaceAll("=.*", "")), child.output());
  }

  @Test
  void theScalarTierIsGivenWithoutAWarningWhenAskedFor() throws IOException {
    var child = run(MODULE, "-Djacquard.kernels=scalar");
    assertTrue(child.output().contains("tier=scalar"), child.output());
    assertEquals(0, child.count(WARNING), child.output());
  }

  @Test
  void theVectorTierIsGivenWhenAskedFor() throws IOException {
    var child = run(MODULE, "-Djacquard.kernels=vector", "-Xint");
    assertTrue(child.output().contains("tier=vector"), child.output());
  }

  @Test
  void theVectorTierIsRefusedWithoutItsModule() throws IOException {
    var child = run("-Djacquard.kernels=vector");
    assertNotEquals(0, child.exit());
    assertEquals(1, child.count(FLAG), child.output());
  }

  @Test
  void anUnknownTierIsRefusedWithTheNamesOfTheTiers() throws IOException {
    var child = run("-Djacquard.kernels=gpu");
    assertNotEquals(0, child.exit());
    assertTrue(child.output().contains("-Djacquard.kernels=gpu: "), child.output());
    assertTrue(child.output().contains("scalar and vector"), child.output());
  }
}

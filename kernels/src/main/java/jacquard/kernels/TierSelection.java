package jacquard.kernels;

import jacquard.kernels.scalar.ScalarTier;
import jacquard.kernels.vector.VectorTier;

/**
 * The ladder of checks behind {@link Kernels}: what was asked for, then whether the Vector API is
 * there, then whether this JVM compiles it well. Whoever falls off gets the scalar tier and one
 * warning that says how to climb back.
 */
final class TierSelection {
  private static final String PROPERTY = "jacquard.kernels";
  private static final String MODULE = "jdk.incubator.vector";
  private static final String NOT_RESOLVED =
      "%1$s is not resolved; add --add-modules %1$s".formatted(MODULE);

  /** Below 128 bits a species holds fewer than four floats: C2 does not vectorise here. */
  private static final int MIN_BITS = 128;

  private TierSelection() {}

  /**
   * The tier to use.
   *
   * @throws IllegalArgumentException if the property {@code jacquard.kernels} names no tier
   * @throws IllegalStateException if it asks for the vector tier and the module is not there
   */
  static Tier select() {
    return switch (System.getProperty(PROPERTY)) {
      case null -> vectorIfItPays();
      case "scalar" -> new ScalarTier("chosen by -D%s=scalar".formatted(PROPERTY));
      case "vector" -> {
        if (isModuleThere()) yield new VectorTier();
        throw new IllegalStateException("-D%s=vector: %s".formatted(PROPERTY, NOT_RESOLVED));
      }
      case String other ->
          throw new IllegalArgumentException(
              "-D%s=%s: the values are scalar and vector".formatted(PROPERTY, other));
    };
  }

  private static Tier vectorIfItPays() {
    var obstacle = obstacle();
    if (obstacle == null) return new VectorTier();
    System.getLogger(PROPERTY)
        .log(System.Logger.Level.WARNING, "kernels run on the slow scalar tier: " + obstacle);
    return new ScalarTier(obstacle);
  }

  /** What keeps this JVM from running the vector tier well, or {@code null}. */
  private static String obstacle() {
    if (!isModuleThere()) return NOT_RESOLVED;
    var info = System.getProperty("java.vm.info", "");
    if (info.contains("interpreted")) return "this JVM only interprets; remove -Xint";
    if (info.contains("emulated-client")) {
      return "the C2 compiler is off; remove -XX:TieredStopAtLevel or -XX:CompilationMode";
    }
    if (System.getProperty("java.vm.version", "").contains("jvmci")) {
      return "the compiler is not C2 but Graal; try -D%s=vector".formatted(PROPERTY);
    }
    int bits = VectorTier.bits();
    if (bits < MIN_BITS) return "vectors have only %d bits on this machine".formatted(bits);
    return null;
  }

  /** Loads nothing of the vector package, which could not be linked without the module. */
  private static boolean isModuleThere() {
    var self = TierSelection.class.getModule();
    var layer = self.isNamed() ? self.getLayer() : ModuleLayer.boot();
    var module = layer.findModule(MODULE);
    if (module.isEmpty()) return false;
    self.addReads(module.get()); // "requires static" gives this only if resolved together
    return true;
  }
}

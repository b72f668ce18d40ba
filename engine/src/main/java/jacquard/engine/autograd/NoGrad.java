package jacquard.engine.autograd;

import java.util.function.Supplier;

/** Runs code whose ops are not recorded. */
public final class NoGrad {
  private NoGrad() {}

  /** Runs the body without recording and returns its result. */
  public static <T> T call(Supplier<T> body) {
    return Context.current().withoutGradients().call(body);
  }

  /** Runs the body without recording. */
  public static void run(Runnable body) {
    Context.current().withoutGradients().run(body);
  }
}

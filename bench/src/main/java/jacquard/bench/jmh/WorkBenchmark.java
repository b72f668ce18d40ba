package jacquard.bench.jmh;

import jacquard.bench.contender.Contenders;
import jacquard.bench.contender.Task;
import jacquard.bench.work.Work;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One work by one contender; a subclass says which family. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
public abstract class WorkBenchmark {
  /** Threads of the contender; JMH itself runs one. */
  @Param({"1", "2"})
  int threads;

  /** The contender's name. */
  @Param("jacquard")
  String contender;

  private Task task;

  /** The work, a parameter of the subclass. */
  abstract Work work();

  /** Makes the work ready. */
  @Setup
  public void prepare() {
    task =
        Contenders.named(contender)
            .prepare(work(), threads)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "%s does not do %s on %d threads"
                        .formatted(contender, work().title(), threads)));
  }

  /** Does it. */
  @Benchmark
  public void run() {
    task.run();
  }

  /** Gives back what the contender holds. */
  @TearDown
  public void close() {
    task.close();
  }
}

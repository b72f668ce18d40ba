package jacquard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import jacquard.bench.report.BenchRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  private int bench(String... args) {
    return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @Test
  void measuresShowsAndWrites() throws IOException {
    var json = folder.resolve("run.json");
    var html = folder.resolve("page.html");
    int code =
        bench("gemm 32x128x10", "--quick", "--threads", "1", "--json=" + json, "--html=" + html);
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString()).contains("gemm, 1 thread", "GFLOP/s", "scalar", "EJML", "page: ");
    var run = BenchRun.read(json);
    assertThat(run.circumstances()).containsKeys("date", "jdk", "machine", "tier", "load_before");
    assertThat(run.contenders()).containsKeys("jacquard", "scalar", "EJML");
    assertThat(run.rows()).hasSize(1);
    assertThat(Files.readString(html)).contains("Roofline, 1 thread");

    // What was measured can be shown again, and published.
    var again = folder.resolve("again.html");
    out.getBuffer().setLength(0);
    assertThat(bench("--from=" + json, "--html=" + again)).isZero();
    assertThat(out.toString()).contains("gemm, 1 thread", "32x128x10");
    assertThat(Files.readString(again)).isEqualTo(Files.readString(html));
    var markdown = folder.resolve("RESULTS.md");
    assertThat(bench("--from=" + json, "--markdown=" + markdown)).isZero();
    assertThat(Files.readString(markdown)).contains("## Run: run", "32x128x10");
  }

  @Test
  void mistakesAreOneSentence() {
    assertThat(bench("nothing like that")).isEqualTo(1);
    assertThat(err.toString()).contains("the families are gemm").hasLineCount(1);
    assertThat(bench("--quick", "--full")).isEqualTo(2);
    assertThat(bench("--threads", "0", "gemm 64", "--html=" + folder.resolve("x"))).isEqualTo(1);
    assertThat(err.toString()).contains("threads must be at least 1: 0");
    assertThat(bench("--from=" + folder.resolve("missing.json"))).isEqualTo(1);
    assertThat(err.toString()).contains("missing.json does not exist");
  }
}

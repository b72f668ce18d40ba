package jacquard.optimize.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnergyCounterTest {
  @TempDir Path folder;

  private void count(String name, long micros) {
    try {
      var counter = Files.createDirectories(folder.resolve(name));
      Files.writeString(counter.resolve("energy_uj"), micros + "\n");
      Files.writeString(counter.resolve("max_energy_range_uj"), "1000000\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void addsWhatAllProcessorsCountAndNoPartOfThemTwice() {
    count("intel-rapl:0", 100);
    count("intel-rapl:1", 500);
    count("intel-rapl:0:0", 70); // the cores of the first
    var counter = EnergyCounter.in(folder).orElseThrow();
    double joules =
        counter.joules(() -> {
          count("intel-rapl:0", 2_100);
          count("intel-rapl:1", 3_500);
          count("intel-rapl:0:0", 1_000);
        });
    assertThat(joules).isEqualTo(0.005, within(1e-12));
  }

  @Test
  void aCounterBeginsAgainAtItsEnd() {
    count("intel-rapl:0", 999_000);
    var counter = EnergyCounter.in(folder).orElseThrow();
    assertThat(counter.joules(() -> count("intel-rapl:0", 1_000))).isEqualTo(0.002, within(1e-12));
  }

  @Test
  void whereNobodyCountsThereIsNoCounter() throws IOException {
    assertThat(EnergyCounter.in(folder)).isEmpty();
    assertThat(EnergyCounter.in(folder.resolve("none"))).isEmpty();
    Files.createDirectory(folder.resolve("intel-rapl:0"));
    assertThat(EnergyCounter.in(folder)).isEmpty();
  }
}

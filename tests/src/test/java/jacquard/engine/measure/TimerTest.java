package jacquard.engine.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TimerTest {
  @Test
  void tasksTakeTurnsAndEachComesFirst() {
    var order = new ArrayList<String>();
    var tasks = new LinkedHashMap<String, Runnable>();
    for (var name : new String[] {"a", "b", "c"}) tasks.put(name, () -> order.add(name));
    var measured = new Timer(4, 0, 0).measure(tasks);
    assertThat(measured.sequencedKeySet()).containsExactly("a", "b", "c");
    assertThat(measured.get("b").samples()).hasSize(4);
    assertThat(String.join("", order)).isEqualTo("abc" + "abc" + "bca" + "cab" + "abc");
  }

  @Test
  void shortTasksAreRepeatedWithinASample() {
    var runs = new int[1];
    var tasks = new LinkedHashMap<String, Runnable>();
    tasks.put("tiny", () -> runs[0]++);
    double median = new Timer(3, 0.01, 0.005).measure(tasks).get("tiny").median();
    assertThat(runs[0]).isGreaterThan(3_000);
    assertThat(median).isLessThan(1e-4);
  }

  @Test
  void secondsAreThoseOfOneRun() {
    var tasks = new LinkedHashMap<String, Runnable>();
    tasks.put("sleep", () -> LockSupport.parkNanos(2_000_000));
    assertThat(new Timer(3, 0, 0.004).measure(tasks).get("sleep").median()).isBetween(0.001, 0.1);
  }

  @Test
  void aTaskSettlesUntimedBeforeEachSample() {
    var runs = new int[1];
    var tasks = new LinkedHashMap<String, Runnable>();
    tasks.put(
        "sleep",
        () -> {
          runs[0]++;
          LockSupport.parkNanos(1_000_000);
        });
    new Timer(3, 0, 0, 0.005).measure(tasks);
    assertThat(runs[0]).isGreaterThanOrEqualTo(1 + 3 * (1 + 1));
  }

  @Test
  void aTaskMayTimeItself() {
    var asked = new ArrayList<Integer>();
    var tasks = new LinkedHashMap<String, SelfTimed>();
    tasks.put(
        "own",
        runs -> {
          asked.add(runs);
          return 0.25;
        });
    var measured = new Timer(2, 0, 1).measure(tasks).get("own");
    assertThat(measured.samples()).containsExactly(0.25, 0.25);
    assertThat(asked).containsExactly(1, 4, 4);
  }

  @Test
  void warmUpGoesOnWhileRunsBecomeFaster() {
    var asked = new ArrayList<Integer>();
    var tasks = new LinkedHashMap<String, SelfTimed>();
    double fastest = 0.01;
    tasks.put(
        "compiled later",
        runs -> {
          asked.add(runs);
          return Math.max(fastest, Math.pow(0.8, asked.size()));
        });
    new Timer(1, 2, 1).measure(tasks);
    assertThat(asked.getLast()).isEqualTo((int) (1 / fastest)); // after 2 s a run took 0.26 s
  }

  @Test
  void oneStretchWithoutAGainDoesNotEndTheWarmUp() {
    var asked = new ArrayList<Integer>();
    var tasks = new LinkedHashMap<String, SelfTimed>();
    tasks.put(
        "compiled after a pause",
        runs -> {
          asked.add(runs);
          return asked.size() == 1 ? 1 : asked.size() <= 5 ? 0.5 : 0.125; // 1 s, 1 s and 1 s
        });
    new Timer(1, 2, 1).measure(tasks);
    assertThat(asked.getLast()).isEqualTo(8);
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new Timer(0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 round");
  }
}

package jacquard.bench;

import jacquard.bench.work.Images;
import jacquard.bench.work.PlanWork;
import jacquard.bench.work.TrainWork;
import jacquard.bench.work.Work;
import jacquard.fashion.cli.Commit;
import jacquard.fashion.cli.Machine;
import jacquard.kernels.Kernels;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a figure depends on besides the code. */
final class Circumstances {
  private Circumstances() {}

  /** Of a run that begins now. */
  static Map<String, Object> now(Effort effort, List<Work> works) {
    var facts = new LinkedHashMap<String, Object>();
    Commit.current().ifPresent(commit -> facts.put("commit", commit));
    facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("jdk", Machine.jdk());
    facts.put("java_options", options());
    facts.put("machine", Machine.processor());
    facts.put("cores", Machine.cores());
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    facts.put("load_before", load);
    facts.put("tier", Kernels.tier().description());
    facts.put("effort", effort.name());
    if (works.stream().anyMatch(work -> work instanceof TrainWork || work instanceof PlanWork)) {
      facts.put("data_source", Images.get().source().name());
    }
    return facts;
  }

  /** Those that change what the compiler does: the rest is the launcher's. */
  private static List<String> options() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-X") || option.startsWith("-Djacquard"))
        .toList();
  }
}

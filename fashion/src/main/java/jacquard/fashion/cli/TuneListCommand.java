package jacquard.fashion.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Which searches there are. */
@Command(name = "list", description = "List the studies with what they have come to.")
final class TuneListCommand extends BaseCommand {
  @Mixin private StorageOptions storage;

  @Override
  int run(Run run) {
    List<StoredStudy> studies = storage.readAll();
    for (var study : studies) {
      var settings = study.settings();
      run.screen()
          .result(
              "%-16s %-14s %-20s %-7s %-9s %s",
              study.name(),
              settings.model(),
              settings.attributes().get("objectives"),
              settings.sampler(),
              settings.pruner(),
              study.counts());
    }
    run.put(
        "studies",
        studies.stream()
            .map(s -> Map.of("name", s.name(), "settings", s.settings().attributes()))
            .toList());
    return 0;
  }
}

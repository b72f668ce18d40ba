package jacquard.fashion.cli;

import jacquard.fashion.report.SmallerMarkdown;
import jacquard.fashion.report.SmallerTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What models lose that are made smaller, in several ways and with several seeds. */
@Command(
    name = "smaller",
    description = {
      "Make models smaller with several seeds and tabulate what they lose.",
      "What is finished is kept: the same command goes on where it was stopped."
    })
final class SmallerCommand extends BaseCommand {
  @Parameters(
      arity = "0..*",
      paramLabel = "TABLE",
      description = "Any of ${COMPLETION-CANDIDATES} (default: all).")
  private List<SmallerTable> tables = List.of(SmallerTable.values());

  @Mixin private DataOptions where;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The folder for figures, models and page (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("smaller-study");

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "NAME",
      description = "Only these (default: all of a table).")
  private List<String> models = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Models of each kind, from --seed on (default: ${DEFAULT-VALUE}).")
  private int seeds = 5;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes of every training (default: as the tables' recipes say).")
  private Integer epochs;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Use so many training pictures of each class only (default: all, 5,500).")
  private Integer limit;

  @Option(names = "--render", description = "Train nothing: make the page of the figures again.")
  private boolean renderOnly;

  @Override
  int run(Run run) throws IOException {
    Files.createDirectories(folder.resolve("results"));
    if (!renderOnly) {
      var data = run.data(where);
      for (var table : tables) {
        var workshop = new StudyWorkshop(run, data, folder, table, models, epochs, limit);
        try {
          for (int i = 0; i < seeds; i++) make(table, workshop, run.seed() + i, i == seeds - 1);
        } catch (StoppedException _) {
          run.screen().warn("Stopped; what is finished is kept: the same command goes on.");
          return Failures.INTERRUPTED;
        }
      }
    }
    SmallerMarkdown.write(folder);
    run.screen().result("Page: %s", folder.resolve(SmallerMarkdown.PAGE));
    return 0;
  }

  private static void make(SmallerTable table, StudyWorkshop workshop, long seed, boolean isLast) {
    var pruned = new PrunedModels(workshop, seed, isLast);
    var coded = new CodedModels(workshop, seed);
    switch (table) {
      case PRUNE -> pruned.prune();
      case COMPACT -> pruned.compact();
      case STRUCTURED -> pruned.structured();
      case CHANNELS -> pruned.channels();
      case BLOCKS -> pruned.blocks();
      case INT8 -> coded.int8();
      case DISTILL -> coded.distill();
      case BITS -> coded.bits();
    }
  }
}

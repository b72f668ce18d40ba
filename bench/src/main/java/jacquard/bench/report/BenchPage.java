package jacquard.bench.report;

import jacquard.fashion.report.Page;
import jacquard.fashion.report.Page.Tile;
import jacquard.fashion.report.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;

/** A run of the bench as a page. */
public final class BenchPage {
  private BenchPage() {}

  /**
   * Writes the page.
   *
   * @throws IOException if that cannot be done; an older file is then untouched
   */
  public static void write(BenchRun run, Path file) throws IOException {
    render(run).write(file);
  }

  static Page render(BenchRun run) {
    var page = new Page("Jacquard's bench");
    page.paragraph(String.join("; ", Explanations.circumstances(run)) + ".");
    var tiles = new ArrayList<Tile>();
    for (var roof : run.roofs()) {
      var threads = Explanations.threads(roof.threads());
      tiles.add(new Tile("peak, " + threads, Text.format("%.1f GFLOP/s", roof.gflops())));
      tiles.add(new Tile("memory, " + threads, Text.format("%.1f GB/s", roof.gbps())));
    }
    page.tiles(tiles);
    for (var roof : run.roofs()) {
      var title = "Roofline, " + Explanations.threads(roof.threads());
      page.heading(title).squareChart(title, Roofline.of(roof, run.rows()));
    }
    for (var text : Explanations.FIGURES) page.paragraph(text);
    for (var table : Table.of(run)) page.heading(table.title()).table(table.head(), table.lines());
    if (run.profile() != null) page.paragraph(Explanations.warmUp(run.profile()));
    page.heading("Who took part");
    run.contenders().forEach((name, description) -> page.paragraph(name + ": " + description));
    return page;
  }
}

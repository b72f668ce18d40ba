package jacquard.bench.report;

import jacquard.fashion.report.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of one family and number of threads for a terminal: our speed, its share of the machine's
 * peak as a bar, the best peer's speed, and how many times as fast as each peer we are.
 */
public final class TextTable {
  private static final int BAR = 12;

  private TextTable() {}

  /** The table, lines ended by {@code \n}. */
  public static String render(List<Row> rows) {
    var first = rows.getFirst();
    var peers = Table.peers(rows);
    var lines = new ArrayList<List<String>>();
    lines.add(head(first, peers));
    double longest = rows.stream().mapToDouble(row -> row.ours().share()).max().orElse(1);
    for (var row : rows) lines.add(line(row, peers, Math.max(longest, 1)));
    return "%s\n%s".formatted(first.table(), align(lines));
  }

  /** Where the time of a training step goes: a bar for each kernel. */
  public static String render(StepProfile profile) {
    var text = new StringBuilder("time of a step, %s, 1 thread\n".formatted(profile.work()));
    for (var part : profile.parts()) {
      var share = Text.format("   %-36s %5.1f %%  ", part.name(), 100 * part.share());
      text.append((share + Cells.bar(part.share(), BAR)).stripTrailing()).append('\n');
    }
    return text.append(Explanations.warmUp(profile)).append('\n').toString();
  }

  private static List<String> head(Row row, List<String> peers) {
    var head = new ArrayList<String>(List.of("", row.ours().contender(), "", "of peak", ""));
    if (!peers.isEmpty()) head.add("best peer");
    for (var peer : peers) head.add("x " + peer);
    return head;
  }

  private static List<String> line(Row row, List<String> peers, double longest) {
    var ours = row.ours();
    var line = new ArrayList<String>();
    line.add(row.work());
    line.add(Table.speed(row, ours));
    line.add(row.unit().symbol());
    line.add(Cells.percent(ours.share()));
    line.add(Cells.bar(ours.share() / longest, BAR));
    if (!peers.isEmpty()) line.add(bestPeer(row));
    for (var peer : peers) {
      var figure = row.by(peer);
      if (figure != null) line.add(Cells.factor(figure.advantage().median()));
      else line.add(row.tooSlow().contains(peer) ? "slow" : "-");
    }
    return line;
  }

  private static String bestPeer(Row row) {
    return row.figures().stream()
        .filter(figure -> figure.advantage() != null)
        .min(Comparator.comparingDouble(figure -> figure.advantage().median()))
        .map(figure -> Table.speed(row, figure))
        .orElse("-");
  }

  /** Columns side by side: the first and the bars to the left, figures to the right. */
  private static String align(List<List<String>> lines) {
    int columns = lines.getFirst().size();
    var widths =
        IntStream.range(0, columns)
            .map(column -> lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(0))
            .toArray();
    var text = new StringBuilder();
    for (var line : lines) {
      var out = new StringBuilder(" ");
      for (int column = 0; column < columns; column++) {
        var cell = line.get(column);
        boolean left = column == 0 || column == 2 || column == 4;
        var padding = " ".repeat(widths[column] - cell.length());
        out.append(column == 2 ? " " : "  ").append(left ? cell + padding : padding + cell);
      }
      text.append(out.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}

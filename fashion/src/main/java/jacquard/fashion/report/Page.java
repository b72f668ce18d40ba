package jacquard.fashion.report;

import jacquard.fashion.data.DataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A page that needs nothing but itself: styles, pictures and the charts' library are inlined. It
 * follows the reader's light or dark scheme and the width of the screen. Every text is escaped.
 */
public final class Page {
  private static final String ECHARTS = "META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

  private final StringBuilder body = new StringBuilder();
  private final String title;
  private boolean hasCharts;

  /**
   * A figure to be seen first.
   *
   * @param name what it is
   * @param value with its unit
   */
  public record Tile(String name, String value) {}

  /** Starts a page that needs no data. */
  public Page(String title) {
    this.title = title;
    element("h1", "", title);
  }

  /**
   * Starts a page.
   *
   * @param source where the data came from; a warning if they are not the real ones
   */
  public Page(String title, DataSource source) {
    this(title, source.isGenerated(), source.description());
  }

  /**
   * Starts a page.
   *
   * @param isGenerated whether the data are the stand-in: that is then a warning
   * @param source where they came from
   */
  Page(String title, boolean isGenerated, String source) {
    this(title);
    element("p", isGenerated ? "warning" : "soft", "Data: " + source);
  }

  /** Text with {@code & < > " '} replaced. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Starts a section. */
  public Page heading(String text) {
    return element("h2", "", text);
  }

  /** Adds a paragraph. */
  public Page paragraph(String text) {
    return element("p", "", text);
  }

  /** Adds a list. */
  public Page list(List<String> texts) {
    body.append("<ul>\n");
    texts.forEach(text -> element("li", "", text));
    body.append("</ul>\n");
    return this;
  }

  /** Adds figures side by side. */
  public Page tiles(List<Tile> tiles) {
    body.append("<div class=\"figures\">\n");
    for (var tile : tiles) {
      body.append(
          "<div><b>%s</b><span>%s</span></div>\n".formatted(escape(tile.value), escape(tile.name)));
    }
    body.append("</div>\n");
    return this;
  }

  /** Adds a table; the first column is text, the others are figures. */
  public Page table(List<String> head, List<List<String>> rows) {
    body.append("<div class=\"scroll\"><table>\n<thead>").append(row("th", head));
    body.append("</thead>\n<tbody>\n");
    for (var row : rows) body.append(row("td", row));
    body.append("</tbody>\n</table></div>\n");
    return this;
  }

  private static String row(String cell, List<String> texts) {
    return texts.stream()
        .map(text -> "<%s>%s</%s>".formatted(cell, escape(text), cell))
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }

  /**
   * Adds a chart.
   *
   * @param name what it shows, for those who cannot see it
   * @param option the chart as ECharts takes it; see {@link Charts}
   */
  public Page chart(String name, Map<String, Object> option) {
    return chart(name, "chart", option);
  }

  /** Adds a chart that is about as high as wide. */
  public Page squareChart(String name, Map<String, Object> option) {
    return chart(name, "chart tall", option);
  }

  private Page chart(String name, String style, Map<String, Object> option) {
    hasCharts = true;
    body.append(
            "<div class=\"%s\" role=\"img\" aria-label=\"%s\"></div>\n"
                .formatted(style, escape(name)))
        .append("<script type=\"application/json\">")
        .append(Json.inPage(option))
        .append("</script>\n");
    return this;
  }

  /** Adds pictures with what a model sees in them. */
  public Page samples(List<Sample> samples) {
    body.append("<div class=\"samples\">\n");
    for (var sample : samples) body.append(sample.html());
    body.append("</div>\n");
    return this;
  }

  private Page element(String tag, String style, String text) {
    var attribute = style.isEmpty() ? "" : " class=\"" + style + "\"";
    body.append("<%s%s>%s</%s>\n".formatted(tag, attribute, escape(text), tag));
    return this;
  }

  /** The page so far. */
  public String html() {
    var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
    html.append("<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>%s</title>\n".formatted(escape(title)))
        .append("<style>\n")
        .append(own("page.css"))
        .append("</style>\n</head>\n<body>\n")
        .append(body);
    if (hasCharts) {
      html.append("<script>").append(resource(ECHARTS)).append("</script>\n<script>\n");
      html.append(own("page.js")).append("</script>\n");
    }
    return html.append("</body>\n</html>\n").toString();
  }

  /**
   * Writes the page.
   *
   * @throws IOException if that cannot be done; an older file is then untouched
   */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, html());
  }

  private static String own(String name) {
    return resource(Page.class.getPackageName().replace('.', '/') + "/" + name);
  }

  private static String resource(String path) {
    try (var in = Page.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) throw new IllegalStateException(path + " is not on the class path");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

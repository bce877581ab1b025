package io.tributary.standalone.query;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Series over time, drawn with braille characters: eight dots in each cell of the terminal. */
public final class Plot {
  /** More would hide each other. */
  private static final int MOST_SERIES = 8;

  private static final int SCALE_WIDTH = 9;
  private static final int[] COLOURS = {36, 33, 32, 35, 34, 31, 96, 93};

  private final int width;
  private final int height;
  private final boolean colours;
  private final ZoneId zone;

  /**
   * @param width of the terminal, in characters
   * @param height of the drawing without its legend, in lines
   * @param colours whether the terminal shows them
   */
  public Plot(int width, int height, boolean colours, ZoneId zone) {
    this.width = Math.max(30, width);
    this.height = Math.max(4, height);
    this.colours = colours;
    this.zone = zone;
  }

  /** Where a canvas shows a point. */
  private record Scale(long startMs, long endMs, double low, double high) {
    int x(long timestampMs, int dots) {
      return (int)
          Math.round((double) (timestampMs - startMs) / Math.max(1, endMs - startMs) * (dots - 1));
    }

    int y(double number, int dots) {
      return (int) Math.round((high - number) / (high - low) * (dots - 1));
    }
  }

  /**
   * The drawing, and a line for each series.
   *
   * @param stepMs points that are further apart than half as much again are not joined
   */
  public String of(List<QueryAnswer.Series> all, long startMs, long endMs, long stepMs) {
    List<QueryAnswer.Series> series = all.subList(0, Math.min(MOST_SERIES, all.size()));
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (QueryAnswer.Series one : series) {
      for (QueryAnswer.Point point : one.points()) {
        if (Double.isFinite(point.number())) {
          low = Math.min(low, point.number());
          high = Math.max(high, point.number());
        }
      }
    }
    if (low > high) {
      return "(nothing to draw)\n";
    }
    if (low == high) {
      double around = low == 0 ? 1 : Math.abs(low) / 2;
      low -= around;
      high += around;
    }
    Scale scale = new Scale(startMs, endMs, low, high);
    BrailleCanvas canvas = new BrailleCanvas(width - SCALE_WIDTH - 2, height);
    for (int i = 0; i < series.size(); i++) {
      draw(canvas, series.get(i).points(), scale, stepMs, i + 1);
    }
    StringBuilder out = new StringBuilder();
    for (int row = 0; row < height; row++) {
      boolean named = row == 0 || row == height / 2 || row == height - 1;
      double number = high - (high - low) * row / (height - 1);
      out.append(
          named ? "%9s ┤".formatted(NumberUnits.of(number)) : " ".repeat(SCALE_WIDTH) + " │");
      out.append(canvas.row(row, this::ink)).append('\n');
    }
    times(out, startMs, endMs);
    for (int i = 0; i < series.size(); i++) {
      legend(out, series.get(i), i + 1);
    }
    if (all.size() > series.size()) {
      out.append(
          "%d more series are not drawn: ask for fewer, with topk(%d, ...) for example%n"
              .formatted(all.size() - series.size(), MOST_SERIES));
    }
    return out.toString();
  }

  private static void draw(
      BrailleCanvas canvas, List<QueryAnswer.Point> points, Scale scale, long stepMs, int ink) {
    QueryAnswer.@Nullable Point before = null;
    for (QueryAnswer.Point point : points) {
      if (!Double.isFinite(point.number())) {
        before = null;
        continue;
      }
      QueryAnswer.Point from =
          before != null && point.timestampMs() - before.timestampMs() <= stepMs * 3 / 2
              ? before
              : point;
      canvas.line(
          scale.x(from.timestampMs(), canvas.width()),
          scale.y(from.number(), canvas.height()),
          scale.x(point.timestampMs(), canvas.width()),
          scale.y(point.number(), canvas.height()),
          ink);
      before = point;
    }
  }

  private void times(StringBuilder out, long startMs, long endMs) {
    boolean overDays = endMs - startMs >= 86_400_000;
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(overDays ? "yyyy-MM-dd HH:mm" : "HH:mm:ss").withZone(zone);
    String first = format.format(Instant.ofEpochMilli(startMs));
    String last = format.format(Instant.ofEpochMilli(endMs));
    int between = width - SCALE_WIDTH - 2 - first.length() - last.length();
    out.append(" ".repeat(SCALE_WIDTH)).append(" └").append("─".repeat(width - SCALE_WIDTH - 2));
    out.append('\n').append(" ".repeat(SCALE_WIDTH + 2)).append(first);
    out.append(" ".repeat(Math.max(1, between))).append(last).append('\n');
  }

  private void legend(StringBuilder out, QueryAnswer.Series series, int ink) {
    String latest = series.points().isEmpty() ? "" : series.points().getLast().text();
    String name = series.name().isEmpty() ? "{}" : series.name();
    out.append("  ").append(ink(ink, "━━")).append(' ').append(name);
    out.append("  latest ").append(latest).append('\n');
  }

  private String ink(int number, String text) {
    if (number == 0 || !colours) {
      return text;
    }
    return "\u001b[" + COLOURS[(number - 1) % COLOURS.length] + "m" + text + "\u001b[0m";
  }
}

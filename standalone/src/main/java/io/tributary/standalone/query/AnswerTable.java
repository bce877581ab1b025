package io.tributary.standalone.query;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** An answer as lines of text: a value behind each series, or under it a line for each sample. */
public final class AnswerTable {
  private static final int WIDEST_NAME = 100;

  private final DateTimeFormatter times;

  /** With times in this zone. */
  public AnswerTable(ZoneId zone) {
    times = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(zone);
  }

  /** The lines, each with its end. */
  public String of(QueryAnswer answer) {
    StringBuilder out = new StringBuilder();
    if (answer.series().isEmpty()) {
      return "(no series)\n";
    }
    if (answer.type().equals("matrix")) {
      for (QueryAnswer.Series series : answer.series()) {
        out.append(shown(series.name())).append('\n');
        for (QueryAnswer.Point point : series.points()) {
          out.append("  ").append(time(point)).append("  ").append(point.text()).append('\n');
        }
      }
      return out.toString();
    }
    int width = 0;
    for (QueryAnswer.Series series : answer.series()) {
      width = Math.max(width, Math.min(WIDEST_NAME, shown(series.name()).length()));
    }
    for (QueryAnswer.Series series : answer.series()) {
      String name =
          series.name().isEmpty() && !answer.type().equals("vector") ? "" : shown(series.name());
      if (!name.isEmpty()) {
        out.append(name).append(" ".repeat(Math.max(0, width - name.length()))).append("  ");
      }
      out.append(series.points().isEmpty() ? "" : series.points().getFirst().text()).append('\n');
    }
    return out.toString();
  }

  private static String shown(String name) {
    return name.isEmpty() ? "{}" : name;
  }

  private String time(QueryAnswer.Point point) {
    String time = times.format(Instant.ofEpochMilli(point.timestampMs()));
    long milliseconds = Math.floorMod(point.timestampMs(), 1000L);
    return milliseconds == 0 ? time : "%s.%03d".formatted(time, milliseconds);
  }
}

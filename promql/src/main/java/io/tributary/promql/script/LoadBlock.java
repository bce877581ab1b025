package io.tributary.promql.script;

import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.SeriesDescription;
import io.tributary.promql.syntax.SeriesDescriptionParser;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The series lines of one {@code load}. A line of start timestamps belongs to the line after it.
 */
final class LoadBlock {
  private static final String STARTS = "@st";

  private final ScriptLines lines;
  private final long stepMs;
  private final List<ScriptSeries> series = new ArrayList<>();
  private @Nullable Starts starts;

  /** Offsets of start timestamps, null where there is none, for the series of these labels. */
  private record Starts(Labels labels, List<@Nullable Long> offsetsMs) {}

  LoadBlock(ScriptLines lines, long stepMs) {
    this.lines = lines;
    this.stepMs = stepMs;
  }

  void add(String line) {
    int metricEnd = metricEnd(line);
    if (line.startsWith(STARTS, metricEnd)) {
      if (starts != null) {
        throw lines.error("two lines of start timestamps follow each other");
      }
      String items = line.substring(metricEnd + STARTS.length()).strip();
      starts =
          new Starts(
              describe(line.substring(0, metricEnd)).labels(), StartTimestamps.parse(items, lines));
      return;
    }
    series.add(place(describe(line)));
  }

  List<ScriptSeries> series(boolean withCustomBuckets) {
    if (starts != null) {
      throw lines.error("start timestamps without the series that they are for");
    }
    if (withCustomBuckets) {
      series.addAll(ClassicHistograms.convert(series));
    }
    return List.copyOf(series);
  }

  private SeriesDescription describe(String line) {
    try {
      return SeriesDescriptionParser.parse(line);
    } catch (ParseException e) {
      throw lines.error(e.getMessage() + " in \"" + line + "\"");
    }
  }

  private ScriptSeries place(SeriesDescription description) {
    List<@Nullable Long> offsets = null;
    if (starts != null) {
      offsets = starts.offsetsMs();
      if (!starts.labels().equals(description.labels())) {
        throw lines.error("start timestamps of " + starts.labels() + " before another series");
      }
      if (offsets.size() != description.items().size()) {
        throw lines.error(
            offsets.size() + " start timestamps for " + description.items().size() + " samples");
      }
      starts = null;
    }
    List<ScriptSeries.Sample> samples = new ArrayList<>();
    for (int i = 0; i < description.items().size(); i++) {
      SeriesDescription.Item item = description.items().get(i);
      if (!item.omitted()) {
        long atMs = i * stepMs;
        Long offset = offsets == null ? null : offsets.get(i);
        samples.add(
            new ScriptSeries.Sample(
                atMs, item.value(), item.histogram(), offset == null ? 0 : atMs + offset));
      }
    }
    return new ScriptSeries(description.labels(), samples);
  }

  /** Where the metric ends: at a blank or {@code @} outside of braces. */
  private static int metricEnd(String line) {
    char quote = 0;
    boolean inBraces = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == '\\' && quote != '`') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (inBraces) {
        inBraces = c != '}';
        quote = c == '"' || c == '\'' || c == '`' ? c : 0;
      } else if (c == '{') {
        inBraces = true;
      } else if (c == '@' || Character.isWhitespace(c)) {
        return i;
      }
    }
    return line.length();
  }
}

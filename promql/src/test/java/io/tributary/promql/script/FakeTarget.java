package io.tributary.promql.script;

import io.tributary.promql.exec.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers as it is told, and remembers what it was asked. */
final class FakeTarget implements ScriptTarget {
  final Map<String, Outcome> instants = new LinkedHashMap<>();
  final List<String> asked = new ArrayList<>();
  Outcome range = new Outcome.Answer(new Value.Matrix(List.of()), List.of());
  int loaded;
  int cleared;

  @Override
  public void clear() {
    cleared++;
  }

  @Override
  public void load(List<ScriptSeries> series) {
    loaded += series.size();
  }

  @Override
  public Outcome instant(String query, long atMs) {
    asked.add(query + " at " + atMs);
    return instants.getOrDefault(query, new Outcome.Failure("unknown: " + query));
  }

  @Override
  public Outcome range(String query, long startMs, long endMs, long stepMs) {
    asked.add(query + " from " + startMs + " to " + endMs + " step " + stepMs);
    return range;
  }
}

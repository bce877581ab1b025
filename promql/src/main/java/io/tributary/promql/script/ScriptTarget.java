package io.tributary.promql.script;

import io.tributary.promql.exec.Annotation;
import io.tributary.promql.exec.Value;
import java.util.List;

/** What scripts are run against: a store that can be filled and asked. Used by one thread. */
public interface ScriptTarget {
  /** Drops all data. */
  void clear();

  /** Adds samples to what is there. */
  void load(List<ScriptSeries> series);

  /** The outcome of an instant query. */
  Outcome instant(String query, long atMs);

  /** The outcome of a range query. */
  Outcome range(String query, long startMs, long endMs, long stepMs);

  /** How a query went. */
  sealed interface Outcome {
    /** It has a result. */
    record Answer(Value value, List<Annotation> annotations) implements Outcome {}

    /** It was refused or failed, for this reason. */
    record Failure(String message) implements Outcome {}
  }
}

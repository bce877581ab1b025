package io.tributary.standalone.interop;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** One query and its times; an instant query has a step of 0. */
record Question(String query, long startMs, long endMs, long stepMs) {
  static Question of(String query, Random random) {
    long at = SampleSet.START_MS - 60_000 + random.nextLong(95 * 60_000L);
    if (random.nextInt(5) < 3) {
      return new Question(query, at, at, 0);
    }
    long step = List.of(15_000L, 60_000L, 37_000L, 300_000L).get(random.nextInt(4));
    return new Question(query, at, at + step * random.nextInt(40), step);
  }

  boolean instant() {
    return stepMs == 0;
  }

  boolean ordered() {
    return instant() && query.startsWith("sort");
  }

  /** Where it is asked. */
  String path() {
    return instant() ? "/api/v1/query" : "/api/v1/query_range";
  }

  /** What is sent there. */
  Map<String, String> form() {
    return instant()
        ? Map.of("query", query, "time", seconds(startMs))
        : Map.of(
            "query", query,
            "start", seconds(startMs),
            "end", seconds(endMs),
            "step", seconds(stepMs));
  }

  private static String seconds(long millis) {
    return "%d.%03d".formatted(millis / 1000, millis % 1000);
  }

  @Override
  public String toString() {
    return instant()
        ? query + " at " + startMs
        : query + " from " + startMs + " to " + endMs + " step " + stepMs;
  }
}

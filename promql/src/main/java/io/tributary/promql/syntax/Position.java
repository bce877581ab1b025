package io.tributary.promql.syntax;

import java.nio.charset.StandardCharsets;

/**
 * The half-open range {@code [start, end)} of UTF-8 <em>bytes</em> that a piece of a query covers,
 * as Prometheus counts it in errors and annotations.
 */
public record Position(int start, int end) {
  /** The range from the start of one piece to the end of a later one. */
  public static Position spanning(Position first, Position last) {
    return new Position(first.start, last.end);
  }

  /** The piece of the query that this position covers, cut to what is there. */
  public String of(String query) {
    byte[] utf8 = query.getBytes(StandardCharsets.UTF_8);
    int from = Math.clamp(start, 0, utf8.length);
    int to = Math.clamp(end, from, utf8.length);
    return new String(utf8, from, to - from, StandardCharsets.UTF_8);
  }

  /** The start as {@code line:column}, both from 1, the column in bytes. */
  public String lineAndColumn(String query) {
    byte[] utf8 = query.getBytes(StandardCharsets.UTF_8);
    if (start < 0 || start > utf8.length) {
      return "invalid position";
    }
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < start; i++) {
      if (utf8[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return line + ":" + (start - lineStart + 1);
  }
}

package io.tributary.streams.eval;

/** Something that is evaluated at regular instants. */
interface Timetable {
  /** The first instant after {@code timestampMs}; {@link Long#MAX_VALUE} where there is none. */
  long nextAfter(long timestampMs);
}

package io.tributary.standalone.run;

/** What a process does; {@code up} does all of it. */
public enum Role {
  /** The embedded Kafka. */
  BROKER,
  /** Remote write in, Kafka out. */
  GATEWAY,
  /** Rules. */
  STREAMS,
  /** The embedded store, and the query API over it. */
  HUB,
  /** Kafka in; remote write and alerts out. */
  SINK;

  /** Whether it keeps files in the data directory. */
  boolean keepsFiles() {
    return switch (this) {
      case BROKER, STREAMS, HUB -> true;
      case GATEWAY, SINK -> false;
    };
  }
}

package io.tributary.streams.topology;

import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.streams.window.Subscription;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads back what the log holds, for rules that are new to a running task. Thread-safe. */
interface History {
  /** The alerts of a task by their keys, as {@code tributary.alerts} has them now. */
  Map<String, AlertRecord> alerts(String task);

  /** Begins to read; the caller goes on meanwhile. */
  Reading open(Wanted wanted);

  /**
   * What is to be read.
   *
   * @param untilOffsets for each partition of {@code tributary.samples} the offset to end before
   * @param fromMs samples later than this
   * @param series only these
   * @param allRecorded whether, of what rules recorded, that of all clusters is wanted, and of
   *     none; else that of the clusters among the samples
   * @param notUntilMs the offsets lie behind samples that evaluations until this instant must not
   *     see, having been too late for them
   */
  record Wanted(
      Map<Integer, Long> untilOffsets,
      long fromMs,
      Collection<Subscription> series,
      boolean allRecorded,
      long notUntilMs) {}

  /** A record that was read, with wanted series only. */
  final class Entry {
    private final byte[] value;
    private final boolean correction;

    Entry(byte[] value, boolean correction) {
      this.value = value;
      this.correction = correction;
    }

    byte[] value() {
      return value;
    }

    /** Whether its samples take the place of earlier ones. */
    boolean isCorrection() {
      return correction;
    }
  }

  /** A reading under way. Of the thread of the task that asked for it. */
  interface Reading extends AutoCloseable {
    /** The next record; null where there is none yet, or none any more. */
    @Nullable Entry poll();

    /** Whether everything was polled. */
    boolean finished();

    /** How much is read, from 0 to 1. */
    double progress();

    @Override
    void close();
  }
}

package io.tributary.sink.remotewrite;

import io.tributary.sink.consume.PendingRecord;
import java.util.Arrays;

/**
 * Some series of one record, all of one lane, in the record's order.
 *
 * <p>Threading: immutable.
 */
final class Part {
  private final PendingRecord record;
  private final String cluster;

  /** start, end, start, end, ... of the series' messages in the record's value. */
  private final int[] bounds;

  private final int samples;
  private final int bytes;

  Part(PendingRecord record, String cluster, int[] bounds, int samples, int bytes) {
    this.record = record;
    this.cluster = cluster;
    this.bounds = bounds;
    this.samples = samples;
    this.bytes = bytes;
  }

  PendingRecord record() {
    return record;
  }

  byte[] value() {
    return record.record().value();
  }

  String cluster() {
    return cluster;
  }

  int series() {
    return bounds.length / 2;
  }

  int start(int i) {
    return bounds[2 * i];
  }

  int end(int i) {
    return bounds[2 * i + 1];
  }

  /** Samples and native histograms. */
  int samples() {
    return samples;
  }

  int bytes() {
    return bytes;
  }

  /** A view of the series {@code [from, to)}; its samples and bytes are not known. */
  Part slice(int from, int to) {
    return new Part(record, cluster, Arrays.copyOfRange(bounds, 2 * from, 2 * to), 0, 0);
  }
}

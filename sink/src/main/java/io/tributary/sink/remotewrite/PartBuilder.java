package io.tributary.sink.remotewrite;

import io.tributary.sink.consume.PendingRecord;
import java.util.Arrays;

/** Collects one lane's series of a record. Used again from record to record. */
final class PartBuilder {
  private int[] bounds = new int[64];
  private int length;
  private int samples;
  private int bytes;

  void add(int start, int end, int samples) {
    if (length == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * length);
    }
    bounds[length++] = start;
    bounds[length++] = end;
    this.samples += samples;
    bytes += end - start;
  }

  boolean isEmpty() {
    return length == 0;
  }

  int samples() {
    return samples;
  }

  int bytes() {
    return bytes;
  }

  Part build(PendingRecord record, String cluster) {
    Part part = new Part(record, cluster, Arrays.copyOf(bounds, length), samples, bytes);
    length = 0;
    samples = 0;
    bytes = 0;
    return part;
  }
}

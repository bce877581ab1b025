package io.tributary.standalone.interop;

import io.tributary.schemas.labels.Labels;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Samples by series and time, each with the bits of its value. Thread-safe. */
final class SampleBook {
  private final NavigableMap<Labels, NavigableMap<Long, Long>> samples = new TreeMap<>();

  /** Adds a sample of each series, all of one time. */
  synchronized void add(Map<Labels, Long> bits, long timestampMs) {
    bits.forEach((labels, value) -> add(labels, timestampMs, value));
  }

  /** Adds a sample, or the same once more; there is no other value at one time. */
  synchronized void add(Labels labels, long timestampMs, long bits) {
    Long before = samples.computeIfAbsent(labels, l -> new TreeMap<>()).put(timestampMs, bits);
    if (before != null && before != bits) {
      throw new AssertionError(
          "two values of %s at %d: bits %x and %x".formatted(labels, timestampMs, before, bits));
    }
  }

  synchronized void addAll(SampleBook other) {
    other.samples().forEach((labels, of) -> of.forEach((at, bits) -> add(labels, at, bits)));
  }

  /** A copy: series to time to bits. */
  synchronized NavigableMap<Labels, NavigableMap<Long, Long>> samples() {
    NavigableMap<Labels, NavigableMap<Long, Long>> copy = new TreeMap<>();
    samples.forEach((labels, of) -> copy.put(labels, new TreeMap<>(of)));
    return copy;
  }

  synchronized long size() {
    return samples.values().stream().mapToLong(Map::size).sum();
  }

  /** What is not in the other, or has other bits there; empty where all is. */
  synchronized SampleBook without(SampleBook other) {
    NavigableMap<Labels, NavigableMap<Long, Long>> theirs = other.samples();
    SampleBook missing = new SampleBook();
    samples.forEach(
        (labels, of) -> {
          Map<Long, Long> there = theirs.getOrDefault(labels, new TreeMap<>());
          of.forEach(
              (at, bits) -> {
                if (!bits.equals(there.get(at))) {
                  missing.add(labels, at, bits);
                }
              });
        });
    return missing;
  }

  @Override
  public synchronized String toString() {
    String first = samples.isEmpty() ? "" : ", first " + samples.firstEntry();
    return size()
        + " samples of "
        + samples.size()
        + " series"
        + first.substring(0, Math.min(500, first.length()));
  }
}

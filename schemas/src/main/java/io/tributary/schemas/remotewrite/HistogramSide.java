package io.tributary.schemas.remotewrite;

/** The positive or negative buckets of a histogram on the wire. */
final class HistogramSide {
  /** Takes spans and differences of counts. */
  @FunctionalInterface
  interface DeltaBuckets {
    Object set(int[] offsets, int[] lengths, long[] deltas);
  }

  /** Takes spans and counts. */
  @FunctionalInterface
  interface CountBuckets {
    Object set(int[] offsets, int[] lengths, double[] counts);
  }

  final Numbers deltas = new Numbers("buckets");
  final Numbers counts = new Numbers("buckets");
  private final Numbers offsets = new Numbers("spans");
  private final Numbers lengths = new Numbers("spans");
  private final String name;

  HistogramSide(String name) {
    this.name = name;
  }

  void clear() {
    deltas.clear();
    counts.clear();
    offsets.clear();
    lengths.clear();
  }

  void addSpan(int offset, long length) {
    if (length > Integer.MAX_VALUE) {
      throw new WireFormatException("a span of " + length + " " + name + " buckets");
    }
    offsets.add(offset);
    lengths.add(length);
  }

  void addTo(DeltaBuckets integers, CountBuckets floats, boolean integerCounts) {
    Numbers foreign = integerCounts ? counts : deltas;
    if (foreign.size() > 0) {
      throw new WireFormatException(
          "histogram's count is "
              + (integerCounts ? "an integer" : "a float")
              + " but its "
              + name
              + " buckets are not");
    }
    if (integerCounts) {
      integers.set(offsets.ints(), lengths.ints(), deltas.longs());
    } else {
      floats.set(offsets.ints(), lengths.ints(), counts.doubles());
    }
  }
}

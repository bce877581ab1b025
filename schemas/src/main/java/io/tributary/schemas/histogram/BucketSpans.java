package io.tributary.schemas.histogram;

/** Buckets from the layout of exchange formats: spans of consecutive buckets, and their counts. */
final class BucketSpans {
  private BucketSpans() {}

  static Buckets absolute(int[] offsets, int[] lengths, double[] counts) {
    return Buckets.of(indexes(offsets, lengths, counts.length), counts, counts.length);
  }

  static Buckets deltas(int[] offsets, int[] lengths, long[] deltas) {
    int[] indexes = indexes(offsets, lengths, deltas.length);
    double[] counts = new double[deltas.length];
    long count = 0;
    for (int i = 0; i < deltas.length; i++) {
      count += deltas[i];
      counts[i] = count;
    }
    return Buckets.of(indexes, counts, counts.length);
  }

  /** The counts bound the memory, so that a long span costs nothing before it is refused. */
  private static int[] indexes(int[] offsets, int[] lengths, int counts) {
    long spanned = 0;
    for (int length : lengths) {
      spanned += Integer.toUnsignedLong(length);
    }
    if (offsets.length != lengths.length || spanned != counts) {
      throw new IllegalArgumentException(
          "histogram's spans need " + spanned + " buckets but it has " + counts);
    }
    int[] indexes = new int[counts];
    long index = 0;
    int n = 0;
    for (int i = 0; i < offsets.length; i++) {
      if (i > 0 && offsets[i] < 0) {
        throw new IllegalArgumentException(
            "histogram's span " + (i + 1) + " has the negative offset " + offsets[i]);
      }
      index += offsets[i];
      for (int j = 0; j < lengths[i]; j++) {
        if (index != (int) index) {
          throw new IllegalArgumentException("histogram's bucket index " + index + " is too large");
        }
        indexes[n++] = (int) index++;
      }
    }
    return indexes;
  }
}

package io.tributary.promql.syntax;

import io.tributary.schemas.histogram.CounterReset;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.histogram.FloatHistogramBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a native histogram of a series description: {@code {{schema:1 sum:3 count:4 buckets:[1
 * 2]}}}. Its opening braces have been read.
 */
final class HistogramDescriptor {
  private static final double[] NONE = {};

  private final SeriesScanner in;
  private final Diagnostics diagnostics;
  private final int start;
  private final Map<Key, double[]> values = new HashMap<>();
  private CounterReset hint = CounterReset.UNKNOWN;
  private final FloatHistogram histogram;

  private enum Key {
    SCHEMA,
    SUM,
    COUNT,
    Z_BUCKET,
    Z_BUCKET_W,
    CUSTOM_VALUES,
    BUCKETS,
    OFFSET,
    N_BUCKETS,
    N_OFFSET,
    COUNTER_RESET_HINT;

    private final String text = name().toLowerCase(Locale.ROOT);
  }

  HistogramDescriptor(SeriesScanner in, Diagnostics diagnostics) {
    this.in = in;
    this.diagnostics = diagnostics;
    this.start = in.position() - 2;
    read();
    this.histogram = build();
  }

  FloatHistogram histogram() {
    return histogram;
  }

  boolean hintNamed() {
    return values.containsKey(Key.COUNTER_RESET_HINT);
  }

  private void read() {
    if (in.blanks() && in.peek() != '}') {
      throw in.unexpectedWord(in.position(), in.word());
    }
    while (!in.acceptTwice('}')) {
      pair();
      if (!in.blanks() && in.peek() != '}') {
        throw in.unexpected();
      }
    }
  }

  private void pair() {
    int wordStart = in.position();
    Key key = key(in.word(), wordStart);
    if (!in.accept(':')) {
      throw diagnostics.fail(
          new Position(wordStart, in.position()), "missing `:` for histogram descriptor");
    }
    double[] value =
        switch (key) {
          case SCHEMA, OFFSET, N_OFFSET -> new double[] {in.signedInteger()};
          case SUM, COUNT, Z_BUCKET -> new double[] {in.signedNumber()};
          case Z_BUCKET_W -> new double[] {in.number()};
          case CUSTOM_VALUES, BUCKETS, N_BUCKETS -> list();
          case COUNTER_RESET_HINT -> {
            hint = hint();
            yield NONE;
          }
        };
    if (values.putIfAbsent(key, value) != null) {
      diagnostics.add(
          new Position(0, 0), "duplicate key " + Quoting.string(key.text) + " in histogram");
    }
  }

  private Key key(String word, int wordStart) {
    for (Key key : Key.values()) {
      if (key.text.equalsIgnoreCase(word)) {
        return key;
      }
    }
    if (word.isEmpty()) {
      throw in.unexpected();
    }
    throw bad(word, wordStart);
  }

  private CounterReset hint() {
    int wordStart = in.position();
    String word = in.word();
    for (CounterReset known : CounterReset.values()) {
      if (known.text().equalsIgnoreCase(word)) {
        return known;
      }
    }
    throw word.isEmpty() ? in.unexpected() : bad(word, wordStart);
  }

  private Diagnostics.Abort bad(String word, int wordStart) {
    return diagnostics.fail(
        new Position(wordStart, in.position()),
        "bad histogram descriptor found: " + Quoting.string(word));
  }

  private double[] list() {
    in.require('[');
    List<Double> list = new ArrayList<>();
    do {
      list.add(in.signedNumber());
    } while (in.blanks() && in.peek() != ']');
    in.require(']');
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private FloatHistogram build() {
    FloatHistogramBuilder builder =
        FloatHistogram.builder((int) single(Key.SCHEMA))
            .hint(hint)
            .sum(single(Key.SUM))
            .count(single(Key.COUNT))
            .zero(single(Key.Z_BUCKET_W), single(Key.Z_BUCKET))
            .customBounds(many(Key.CUSTOM_VALUES));
    if (values.containsKey(Key.BUCKETS)) {
      builder.positive((int) single(Key.OFFSET), many(Key.BUCKETS));
    }
    if (values.containsKey(Key.N_BUCKETS)) {
      builder.negative((int) single(Key.N_OFFSET), many(Key.N_BUCKETS));
    }
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw diagnostics.fail(new Position(start, in.position()), String.valueOf(e.getMessage()));
    }
  }

  private double single(Key key) {
    double[] value = values.get(key);
    return value == null ? 0 : value[0];
  }

  private double[] many(Key key) {
    return values.getOrDefault(key, NONE);
  }
}

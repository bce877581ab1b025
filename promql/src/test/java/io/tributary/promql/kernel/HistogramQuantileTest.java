package io.tributary.promql.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.promql.syntax.Position;
import io.tributary.schemas.histogram.FloatHistogram;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistogramQuantileTest {
  private final Notes notes = new Notes();
  private final HistogramQuantile quantile = new HistogramQuantile(notes, new Position(3, 4));
  private final HistogramFraction fraction = new HistogramFraction(notes, new Position(3, 4));

  private final FloatHistogram bothSides =
      FloatHistogram.builder(0)
          .count(12)
          .sum(0)
          .zero(0.5, 2)
          .positive(1, 4, 1)
          .negative(1, 4, 1)
          .build();

  private double quantile(double q, FloatHistogram histogram) {
    return quantile.of(q, histogram, "h");
  }

  private List<String> notes() {
    List<String> texts = new ArrayList<>();
    notes.forEach((note, position) -> texts.add(note.text()));
    return texts;
  }

  @Test
  void quantile_outOfRange() {
    assertThat(quantile(-0.1, bothSides)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(quantile(1.1, bothSides)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(quantile(Double.NaN, bothSides)).isNaN();
    assertThat(quantile(0.5, FloatHistogram.builder(0).build())).isNaN();
  }

  @Test
  void quantile_isSymmetric() {
    assertThat(quantile(0.5, bothSides)).isEqualTo(0, within(1e-12));
    assertThat(quantile(0, bothSides)).isEqualTo(-4);
    assertThat(quantile(1, bothSides)).isEqualTo(4);
    for (double q = 0.02; q < 0.5; q += 0.04) {
      assertThat(quantile(q, bothSides)).isEqualTo(-quantile(1 - q, bothSides), within(1e-9));
    }
  }

  @Test
  void quantile_isExponentialWithinABucket() {
    FloatHistogram one = FloatHistogram.builder(0).count(4).sum(5).positive(1, 4).build();
    assertThat(quantile(0.5, one)).isEqualTo(Math.sqrt(2), within(1e-12));
  }

  @Test
  void quantile_isLinearWithinCustomBuckets() {
    FloatHistogram custom =
        FloatHistogram.builder(FloatHistogram.CUSTOM_SCHEMA)
            .customBounds(2, 4)
            .positive(0, 2, 2, 2)
            .count(6)
            .sum(20)
            .build();
    assertThat(quantile(1.0 / 6, custom)).isEqualTo(1, within(1e-12));
    assertThat(quantile(0.5, custom)).isEqualTo(3, within(1e-12));
    assertThat(quantile(0.99, custom)).isEqualTo(4);
  }

  @Test
  void quantile_ofNegativeCustomBuckets() {
    FloatHistogram custom =
        FloatHistogram.builder(FloatHistogram.CUSTOM_SCHEMA)
            .customBounds(-2)
            .positive(0, 2)
            .count(2)
            .sum(-5)
            .build();
    assertThat(quantile(0.5, custom)).isEqualTo(-2);
  }

  @Test
  void quantile_zeroBucketIsOfTheSignOfTheOthers() {
    FloatHistogram positive =
        FloatHistogram.builder(0).count(4).sum(4).zero(1, 4).positive(1, 4).count(8).build();
    assertThat(quantile(0.25, positive)).isEqualTo(0.5);
    FloatHistogram negative =
        FloatHistogram.builder(0).sum(-4).zero(1, 4).negative(1, 4).count(8).build();
    assertThat(quantile(0.75, negative)).isEqualTo(-0.5);
  }

  @Test
  void quantile_notesObservationsThatAreNoNumber() {
    FloatHistogram nan =
        FloatHistogram.builder(0).count(15).sum(Double.NaN).positive(0, 12).build();
    assertThat(quantile(0.4, nan)).isEqualTo(Math.sqrt(0.5), within(1e-12));
    assertThat(quantile(0.9, nan)).isNaN();
    assertThat(fraction.of(0, Double.POSITIVE_INFINITY, nan, "h")).isEqualTo(0.8);
    assertThat(notes())
        .containsExactly(
            "input to histogram_quantile has NaN observations, result is skewed higher for metric"
                + " name \"h\"",
            "input to histogram_quantile has NaN observations, result is NaN for metric name \"h\"",
            "input to histogram_fraction has NaN observations, which are excluded from all"
                + " fractions for metric name \"h\"");
  }

  @Test
  void quantile_opposedInfinitiesAreNoNaNObservations() {
    FloatHistogram all =
        FloatHistogram.builder(0).count(12).sum(Double.NaN).positive(0, 12).build();
    assertThat(quantile(0.4, all)).isLessThan(1);
    assertThat(notes()).isEmpty();
  }

  @Test
  void quantile_withoutBuckets() {
    FloatHistogram bare = FloatHistogram.builder(0).count(3).sum(3).build();
    assertThat(quantile(0.5, bare)).isZero();
    assertThat(quantile(0.5, bare.times(0).dividedBy(0))).isNaN();
  }

  @Test
  void fraction_isTheInverseOfTheQuantile() {
    for (double q = 0.02; q < 1; q += 0.02) {
      double value = quantile(q, bothSides);
      assertThat(fraction.of(Double.NEGATIVE_INFINITY, value, bothSides, "h"))
          .isEqualTo(q, within(1e-9));
    }
  }

  @Test
  void fraction_edges() {
    assertThat(fraction.of(2, 1, bothSides, "h")).isZero();
    assertThat(fraction.of(Double.NaN, 1, bothSides, "h")).isNaN();
    assertThat(fraction.of(0, 1, FloatHistogram.builder(0).build(), "h")).isNaN();
    double all = fraction.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, bothSides, "h");
    assertThat(all).isEqualTo(1);
  }

  @Test
  void moments_takeTheMiddleOfBuckets() {
    FloatHistogram one = FloatHistogram.builder(0).count(4).sum(6).positive(1, 4).build();
    assertThat(HistogramMoments.average(one)).isEqualTo(1.5);
    assertThat(HistogramMoments.variance(one))
        .isEqualTo(Math.pow(1.5 - Math.sqrt(2), 2), within(1e-12));
    assertThat(HistogramMoments.deviation(one)).isEqualTo(1.5 - Math.sqrt(2), within(1e-12));
    assertThat(HistogramMoments.variance(FloatHistogram.builder(0).build())).isNaN();
  }
}

package io.tributary.promql.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.promql.syntax.Position;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassicHistogramTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static ClassicHistogram of(double... boundsAndCounts) {
    ClassicHistogram histogram = new ClassicHistogram();
    for (int i = 0; i < boundsAndCounts.length; i += 2) {
      histogram.add(boundsAndCounts[i], boundsAndCounts[i + 1]);
    }
    return histogram;
  }

  @Test
  void quantile_isLinearWithinABucket() {
    assertThat(of(INFINITY, 10, 1, 4, 2, 8).quantile(0.5)).isEqualTo(1.25);
    assertThat(of(1, 4, 2, 8, INFINITY, 10).quantile(0.2)).isEqualTo(0.5);
  }

  @Test
  void quantile_beyondTheLastBoundIsThatBound() {
    assertThat(of(1, 4, 2, 8, INFINITY, 10).quantile(0.99)).isEqualTo(2);
  }

  @Test
  void quantile_ofNegativeLowestBucketIsItsBound() {
    assertThat(of(-1, 4, 2, 8, INFINITY, 8).quantile(0.1)).isEqualTo(-1);
  }

  @Test
  void quantile_needsObservationsAndAllBuckets() {
    assertThat(of(1, 4, 2, 8).quantile(0.5)).isNaN();
    assertThat(of(INFINITY, 8).quantile(0.5)).isNaN();
    assertThat(of(1, 0, INFINITY, 0).quantile(0.5)).isNaN();
    assertThat(of().quantile(0.5)).isNaN();
    assertThat(of(1, 1, INFINITY, 1).quantile(Double.NaN)).isNaN();
    assertThat(of(1, 1, INFINITY, 1).quantile(-1)).isEqualTo(-INFINITY);
    assertThat(of(1, 1, INFINITY, 1).quantile(2)).isEqualTo(INFINITY);
  }

  @Test
  void sameBounds_areAddedUpOnce() {
    ClassicHistogram histogram = of(1, 2, 1, 2, 2, 8, INFINITY, 8);
    assertThat(histogram.quantile(0.25)).isEqualTo(0.5);
    assertThat(histogram.quantile(0.25)).isEqualTo(0.5);
  }

  @Test
  void decreasingCounts_areRaisedAndTold() {
    ClassicHistogram histogram = of(0.1, 2, 1, 1, 10, 5, 100, 4, 1000, 9, INFINITY, 8);
    assertThat(histogram.quantile(0.5)).isEqualTo(8.5);
    assertThat(histogram.fixed()).isTrue();
    assertThat(histogram.lowestFixed()).isEqualTo(1);
    assertThat(histogram.highestFixed()).isEqualTo(INFINITY);
    assertThat(histogram.largestFix()).isEqualTo(1);
  }

  @Test
  void roundingErrors_areRaisedSilently() {
    ClassicHistogram histogram = of(1, 4.000000000000001, 2, 4, INFINITY, 8);
    assertThat(histogram.quantile(0.5)).isEqualTo(1, within(1e-9));
    assertThat(histogram.fixed()).isFalse();
  }

  @Test
  void fixes_areToldInOneNote() {
    Notes notes = new Notes();
    ClassicHistogram histogram = of(0.1, 2, 1, 1, 10, 5, 100, 4, INFINITY, 8);
    histogram.quantile(0.5);
    notes.addFixed(histogram, "h", 1_000, new Position(9, 10));
    notes.addFixed(histogram, "h", 61_500, new Position(5, 6));
    List<String> texts = new ArrayList<>();
    notes.forEach((note, position) -> texts.add(note.text() + position.start()));
    assertThat(texts)
        .containsExactly(
            "input to histogram_quantile needed to be fixed for monotonicity (see"
                + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)"
                + " for metric name \"h\", from buckets 1 to 100, with a max diff of 1, over 2"
                + " samples from 1970-01-01T00:00:01Z to 1970-01-01T00:01:01Z5");
  }

  @Test
  void fraction_isTheInverseOfTheQuantile() {
    ClassicHistogram histogram = of(1, 4, 2, 8, INFINITY, 10);
    for (double q = 0.05; q < 0.8; q += 0.05) {
      assertThat(histogram.fraction(-INFINITY, histogram.quantile(q))).isEqualTo(q, within(1e-9));
    }
    assertThat(histogram.fraction(2, INFINITY)).isEqualTo(0.2, within(1e-12));
    assertThat(histogram.fraction(2, 1)).isZero();
    assertThat(histogram.fraction(Double.NaN, 1)).isNaN();
    assertThat(of(1, 4).fraction(0, 1)).isNaN();
  }

  @Test
  void bucketLabel_readsBounds() {
    assertThat(BucketLabel.bound("0.5")).isEqualTo(0.5);
    assertThat(BucketLabel.bound("-1e3")).isEqualTo(-1000);
    assertThat(BucketLabel.bound("+Inf")).isEqualTo(INFINITY);
    assertThat(BucketLabel.bound("")).isNaN();
    assertThat(BucketLabel.bound("Hello World")).isNaN();
    assertThat(BucketLabel.bound("1d")).isNaN();
  }
}

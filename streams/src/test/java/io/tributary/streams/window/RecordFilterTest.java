package io.tributary.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.Matcher;
import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.topic.SampleRecordReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFilterTest {
  private static final Labels A = Labels.of("__name__", "up", "job", "node", "instance", "a");
  private static final Labels B = Labels.of("__name__", "down", "job", "node", "instance", "b");
  private static final Labels C = Labels.of("__name__", "up", "job", "other", "instance", "c");

  private final RecordFilter filter =
      new RecordFilter(
          List.of(
              new Subscription(
                  List.of(Matcher.equal("__name__", "up"), Matcher.equal("job", "node")), 1)),
          100);

  @Test
  void filter_keepsSelectedSeriesAsTheyAre() {
    byte[] only = record(A);

    assertThat(filter.filter(only)).isEqualTo(only);
    byte[] filtered = filter.filter(record(B, A, C));
    assertThat(filtered).isNotNull();
    SampleRecordReader reader = new SampleRecordReader();
    reader.reset(filtered);
    assertThat(reader.seriesCount()).isEqualTo(1);
    assertThat(reader.next()).isTrue();
    assertThat(reader.labels()).isEqualTo(A);
    assertThat(reader.fingerprint()).isEqualTo(Fingerprint.of(A));
    assertThat(reader.samples().timestampMs(0)).isEqualTo(5);
    assertThat(reader.samples().value(0)).isEqualTo(1.5);
    assertThat(reader.samples().startTimestampMs(0)).isEqualTo(3);
  }

  @Test
  void filter_answersNothingForRecordWithoutSelectedSeries() {
    assertThat(filter.filter(record(B, C))).isNull();
    assertThat(filter.filter(record(B, C))).isNull();
    assertThat(filter.filter(new byte[0])).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{job='other'}",
        "{instance=~'c|d', job!='node'}",
        "{__name__='up', job='other', zone=''}",
        "{zone='', instance='c'}",
      })
  void filter_findsSeriesByWhateverSelectsThem(String selector) {
    List<Matcher> matchers =
        ((Expr.VectorSelector) new Parser(ParserOptions.stable()).parse(selector)).matchers();
    RecordFilter filter = new RecordFilter(List.of(new Subscription(matchers, 1)), 100);

    assertThat(filter.filter(record(A, C))).isEqualTo(record(C));
    assertThat(filter.filter(record(A, B))).isNull();
    assertThat(filter.filter(record(B, C))).isEqualTo(record(C));
  }

  @Test
  void filter_looksAtEachSubscriptionsOwnText() {
    List<Subscription> subscriptions =
        List.of(
            new Subscription(List.of(Matcher.equal("__name__", "down")), 1),
            new Subscription(List.of(Matcher.equal("instance", "a")), 1));
    RecordFilter filter = new RecordFilter(subscriptions, 100);

    assertThat(filter.filter(record(A))).isEqualTo(record(A));
    assertThat(filter.filter(record(B))).isEqualTo(record(B));
    assertThat(filter.filter(record(C))).isNull();
  }

  @Test
  void filter_copiesHistogramsByteForByte() {
    RequestWriter writer = new RequestWriter();
    writer.startSeries(Fingerprint.of(A), A);
    writer.histogram(new byte[] {8, 1, 120, 2}, 0, 4);
    writer.endSeries();
    byte[] record = writer.toByteArray();

    assertThat(filter.filter(record)).isEqualTo(record);
  }

  private static byte[] record(Labels... series) {
    RequestWriter writer = new RequestWriter();
    for (Labels labels : series) {
      writer.startSeries(Fingerprint.of(labels), labels);
      writer.sample(5, 1.5, 3);
      writer.endSeries();
    }
    return writer.toByteArray();
  }
}

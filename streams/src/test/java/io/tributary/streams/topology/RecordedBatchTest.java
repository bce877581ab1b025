package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import io.tributary.streams.eval.OutputSeries;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedBatchTest {
  private final RecordedBatch batch = new RecordedBatch();

  @Test
  void drain_givesOneRecordAClusterInOrder() {
    batch.add(series("r", "us", "a"), 1_000, 1, null);
    batch.add(series("r", "eu", "a"), 1_000, 2, null);
    batch.add(series("q", "us", "a"), 1_000, 3, null);

    assertThat(drained())
        .containsExactly(
            "eu: [r{cluster=\"eu\", instance=\"a\"} 2.0 @1]",
            "us: [r{cluster=\"us\", instance=\"a\"} 1.0 @1,"
                + " q{cluster=\"us\", instance=\"a\"} 3.0 @1]");
    assertThat(drained()).isEmpty();
  }

  @Test
  void drain_splitsWhatIsTooLargeForOneRecord() {
    for (int i = 0; i < 20_000; i++) {
      batch.add(series("recorded", "eu", "instance-" + i), 1_000, i, null);
    }
    List<Integer> sizes = new ArrayList<>();
    List<String> samples = new ArrayList<>();
    batch.drain(
        (cluster, value) -> {
          sizes.add(value.length);
          samples.addAll(RecordLines.samples(value));
        });

    assertThat(sizes).hasSizeGreaterThan(1).allMatch(size -> size <= 900_000);
    assertThat(samples).hasSize(20_000);
    assertThat(samples.getLast()).endsWith("19999.0 @1");
  }

  private List<String> drained() {
    List<String> records = new ArrayList<>();
    batch.drain((cluster, value) -> records.add(cluster + ": " + RecordLines.samples(value)));
    return records;
  }

  private static OutputSeries series(String name, String cluster, String instance) {
    Labels labels = TestLog.series(name, cluster, instance);
    return new OutputSeries(labels, "cluster");
  }
}

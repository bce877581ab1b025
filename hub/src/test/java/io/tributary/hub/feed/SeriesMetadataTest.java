package io.tributary.hub.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.remotewrite.FamilyMetadata;
import io.tributary.schemas.remotewrite.MetricType;
import org.junit.jupiter.api.Test;

class SeriesMetadataTest {
  private final SeriesMetadata metadata = new SeriesMetadata();

  @Test
  void add_putsThePartsOfAHistogramUnderItsName() {
    for (String part : new String[] {"_bucket", "_count", "_sum"}) {
      metadata.add("latency" + part, MetricType.HISTOGRAM, "Latency.", "s");
    }
    assertThat(metadata.all()).containsOnlyKeys("latency");
    assertThat(metadata.all().get("latency"))
        .containsExactly(new FamilyMetadata("latency", MetricType.HISTOGRAM, "Latency.", "s"));
  }

  @Test
  void add_leavesACountersNameAlone() {
    metadata.add("wait_sum", MetricType.COUNTER, "", "");
    metadata.add("jobs_total", MetricType.COUNTER, "", "");
    assertThat(metadata.all()).containsOnlyKeys("wait_sum", "jobs_total");
  }

  @Test
  void add_keepsSomeDifferentTexts() {
    for (int i = 0; i < 100; i++) {
      metadata.add("up", MetricType.GAUGE, "text " + i, "");
    }
    assertThat(metadata.all().get("up")).hasSize(8);
  }
}

package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** The headers of what partitions send the merger. */
class GatherHeadersTest {
  @Test
  void feeds_areTheseBytes() {
    byte[] header = FeedsHeader.encode(Set.of(258L, -1L));

    assertThat(HexFormat.of().formatHex(header)).isEqualTo("ffffffffffffffff" + "0000000000000102");
    assertThat(FeedsHeader.decode(header)).containsExactlyInAnyOrder(258L, -1L);
  }

  @Test
  void content_isOneByteUnlessItIsSamples() {
    assertThat(GatherRecord.SAMPLES.headers()).isEmpty();
    assertThat(GatherRecord.RESULTS.headers().lastHeader("content").value()).containsExactly(1);
    assertThat(GatherRecord.CORRECTIONS.headers().lastHeader("content").value()).containsExactly(2);
    for (GatherRecord content : GatherRecord.values()) {
      assertThat(GatherRecord.of(content.headers())).isEqualTo(content);
    }
  }

  @Test
  void offsets_areKnownOnceEachPartitionHasTold() {
    SentOffsets sent = new SentOffsets(2);
    sent.take(0, 100, offset(258));
    assertThat(sent.all()).isNull();
    sent.take(1, 90, new RecordHeaders());
    assertThat(sent.all()).isNull();
    sent.take(1, 95, offset(7));

    assertThat(sent.all()).isEqualTo(Map.of(0, 258L, 1, 7L));
    assertThat(sent.latestMs()).isEqualTo(100);
    assertThat(offset(258).lastHeader("offset").value()).containsExactly(0, 0, 0, 0, 0, 0, 1, 2);
    sent.forget();
    assertThat(sent.all()).isNull();
  }

  private static Headers offset(long offset) {
    Headers headers = new RecordHeaders();
    SentOffsets.put(offset, headers);
    return headers;
  }
}

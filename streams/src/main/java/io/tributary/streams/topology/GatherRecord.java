package io.tributary.streams.topology;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What a record of the {@link GatherTopic} holds that is no watermark: it stands in the header
 * {@code content}, one byte; a record without it has samples.
 */
enum GatherRecord {
  /** Samples of agents: those behind the watermark are late. */
  SAMPLES(0),

  /**
   * What rules or parts of them yielded. It is sent before the watermark of its instant and so
   * never late, whatever time it carries: with a {@code query_offset} that is an earlier one.
   */
  RESULTS(1),

  /** Results in place of those of the same series and times that were sent before. */
  CORRECTIONS(2);

  private static final String HEADER = "content";

  private final byte code;

  GatherRecord(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  static GatherRecord ofCode(byte code) {
    return code == RESULTS.code ? RESULTS : code == CORRECTIONS.code ? CORRECTIONS : SAMPLES;
  }

  static GatherRecord of(Headers headers) {
    Header content = headers.lastHeader(HEADER);
    return content == null ? SAMPLES : ofCode(content.value()[0]);
  }

  Headers headers() {
    Headers headers = new RecordHeaders();
    if (this != SAMPLES) {
      headers.add(HEADER, new byte[] {code});
    }
    return headers;
  }
}

package io.tributary.sink.remotewrite;

import io.tributary.schemas.remotewrite.SnappyBlock;

/**
 * Encodes batches in one version of remote write.
 *
 * <p>Threading: an encoder reuses its buffers and serves one thread.
 */
sealed interface BatchEncoder permits EncoderV1, EncoderV2 {
  /** The value of {@code Content-Type}. */
  String contentType();

  /** The value of {@code X-Prometheus-Remote-Write-Version}. */
  String version();

  /** The request without its compression. */
  byte[] encodeRaw(Batch batch, Counts counts);

  /** The request. */
  default EncodedBatch encode(Batch batch) {
    Counts counts = new Counts();
    byte[] body = SnappyBlock.encode(encodeRaw(batch, counts));
    return new EncodedBatch(body, counts.samples, counts.histograms, counts.exemplars);
  }

  /** What an encoder has put into a request. */
  final class Counts {
    long samples;
    long histograms;
    long exemplars;
  }
}

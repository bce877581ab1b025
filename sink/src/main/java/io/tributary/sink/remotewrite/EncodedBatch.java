package io.tributary.sink.remotewrite;

/** A request's body and what is in it. */
final class EncodedBatch {
  private final byte[] body;
  private final long samples;
  private final long histograms;
  private final long exemplars;

  /** Takes ownership of {@code body}. */
  EncodedBatch(byte[] body, long samples, long histograms, long exemplars) {
    this.body = body;
    this.samples = samples;
    this.histograms = histograms;
    this.exemplars = exemplars;
  }

  /** A snappy block. */
  byte[] body() {
    return body;
  }

  /** Float samples and native histograms: what counts as written or not. */
  long total() {
    return samples + histograms;
  }

  long samples() {
    return samples;
  }

  long histograms() {
    return histograms;
  }

  long exemplars() {
    return exemplars;
  }
}

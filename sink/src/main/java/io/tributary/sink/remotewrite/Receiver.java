package io.tributary.sink.remotewrite;

import io.tributary.sink.http.HttpPeer;
import io.tributary.sink.http.HttpPeer.Answer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The destination's end of the line: one request, one verdict. */
final class Receiver {
  private final HttpPeer peer;
  private final ProtocolChoice protocol;
  private final DestinationMetrics metrics;
  private final InstantSource clock;

  Receiver(
      HttpPeer peer, ProtocolChoice protocol, DestinationMetrics metrics, InstantSource clock) {
    this.peer = peer;
    this.protocol = protocol;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Posts a batch once.
   *
   * @param attempt 0 for the first, counted up from there
   */
  Verdict post(String tenant, EncodedBatch batch, BatchEncoder encoder, int attempt)
      throws InterruptedException {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Encoding", "snappy");
    headers.put("Content-Type", encoder.contentType());
    headers.put("X-Prometheus-Remote-Write-Version", encoder.version());
    if (!tenant.isEmpty()) {
      headers.put("X-Scope-OrgID", tenant);
    }
    if (attempt > 0) {
      headers.put("Retry-Attempt", Integer.toString(attempt));
    }
    Answer answer;
    long startNs = System.nanoTime();
    try {
      answer = peer.post(batch.body(), batch.body().length, headers);
    } catch (IOException e) {
      return new Verdict.Retry(Optional.empty(), "network", e.toString());
    } finally {
      metrics.answeredIn((System.nanoTime() - startNs) / 1e9);
    }
    return switch (encoder) {
      case EncoderV1 v1 -> Judge.ofV1(answer, clock.instant());
      case EncoderV2 v2 ->
          Judge.ofV2(answer, batch.total(), protocol.isConfirmed(), clock.instant());
    };
  }
}

package io.tributary.gateway.http;

import io.tributary.gateway.ingest.WriteMessage;
import io.tributary.gateway.ingest.WriteOutcome;
import io.tributary.gateway.ingest.WriteStats;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;

/**
 * The counts that a 2.0 sender is told. Not on answers to 1.0: senders took the headers there for
 * partial writes (prometheus#17683).
 */
final class WrittenHeaders {
  private static final HttpString SAMPLES =
      new HttpString("X-Prometheus-Remote-Write-Samples-Written");
  private static final HttpString HISTOGRAMS =
      new HttpString("X-Prometheus-Remote-Write-Histograms-Written");
  private static final HttpString EXEMPLARS =
      new HttpString("X-Prometheus-Remote-Write-Exemplars-Written");

  private WrittenHeaders() {}

  static void add(HttpServerExchange exchange, WriteMessage message, WriteOutcome outcome) {
    if (message == WriteMessage.V1) {
      return;
    }
    WriteStats stats =
        switch (outcome) {
          case WriteOutcome.Written written -> written.stats();
          case WriteOutcome.PartlyInvalid invalid -> invalid.stats();
          case WriteOutcome.Malformed malformed -> WriteStats.NONE;
          case WriteOutcome.OverQuota over -> WriteStats.NONE;
          case WriteOutcome.Unavailable unavailable -> WriteStats.NONE;
        };
    exchange.getResponseHeaders().put(SAMPLES, stats.samples());
    exchange.getResponseHeaders().put(HISTOGRAMS, stats.histograms());
    exchange.getResponseHeaders().put(EXEMPLARS, stats.exemplars());
  }
}

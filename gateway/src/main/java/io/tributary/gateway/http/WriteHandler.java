package io.tributary.gateway.http;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.gateway.ingest.InFlightBytes;
import io.tributary.gateway.ingest.IngestPipeline;
import io.tributary.gateway.ingest.WriteBody;
import io.tributary.gateway.ingest.WriteMessage;
import io.tributary.gateway.ingest.WriteOutcome;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remote write over HTTP. The I/O thread negotiates and collects the body, a worker decodes it and
 * hands it over, and the answer goes out when the log has it. In between, no thread waits.
 */
public final class WriteHandler implements HttpHandler {
  private static final Logger log = LoggerFactory.getLogger(WriteHandler.class);
  private static final int RETRY_AFTER_SECONDS = 5;

  private final IngestPipeline pipeline;
  private final InFlightBytes inFlight;
  private final int maxBodyBytes;
  private final Executor workers;
  private final Counter requests;

  /** A handler that decodes on these workers. */
  public WriteHandler(
      IngestPipeline pipeline,
      InFlightBytes inFlight,
      int maxBodyBytes,
      Executor workers,
      PrometheusRegistry registry) {
    this.pipeline = pipeline;
    this.inFlight = inFlight;
    this.maxBodyBytes = maxBodyBytes;
    this.workers = workers;
    this.requests =
        Counter.builder()
            .name("tributary_gateway_requests_total")
            .help("Write requests, by their answer.")
            .labelNames("code")
            .register(registry);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (!exchange.getRequestMethod().equals(Methods.POST)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "POST");
      answer(exchange, StatusCodes.METHOD_NOT_ALLOWED, "remote write is a POST\n");
      return;
    }
    String contentType = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
    WriteMessage message = WriteFormat.of(contentType);
    if (message == null) {
      answer(
          exchange,
          StatusCodes.UNSUPPORTED_MEDIA_TYPE,
          "Content-Type \"%s\" is not remote write: use application/x-protobuf, with ;proto=%s for 2.0\n"
              .formatted(contentType, WriteMessage.V2.proto()));
      return;
    }
    String encoding = exchange.getRequestHeaders().getFirst(Headers.CONTENT_ENCODING);
    if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("snappy")) {
      answer(
          exchange,
          StatusCodes.UNSUPPORTED_MEDIA_TYPE,
          "Content-Encoding \"%s\" is not snappy\n".formatted(encoding));
      return;
    }
    new BodyReader(exchange, inFlight, maxBodyBytes, new Reception(exchange, message)).start();
  }

  /** What happens with one request's body. */
  private final class Reception implements BodyReader.Receiver {
    private final HttpServerExchange exchange;
    private final WriteMessage message;

    Reception(HttpServerExchange exchange, WriteMessage message) {
      this.exchange = exchange;
      this.message = message;
    }

    @Override
    public void complete(byte[] bytes, int length, long taken) {
      exchange.dispatch(workers, () -> ingest(bytes, length, taken));
    }

    private void ingest(byte[] bytes, int length, long taken) {
      try {
        pipeline.ingest(new WriteBody(message, bytes, length, agent()), this::respond);
      } catch (RuntimeException e) {
        log.error("a write request failed agent={}: this is a fault of the gateway", agent(), e);
        respondOnIoThread(
            () -> answer(exchange, StatusCodes.INTERNAL_SERVER_ERROR, "internal error: " + e));
      } finally {
        inFlight.giveBack(taken);
      }
    }

    private String agent() {
      String agent = exchange.getRequestHeaders().getFirst(Headers.USER_AGENT);
      return agent == null ? "" : agent.substring(0, Math.min(agent.length(), 200));
    }

    private void respond(WriteOutcome outcome) {
      respondOnIoThread(() -> WriteHandler.this.respond(exchange, message, outcome));
    }

    private void respondOnIoThread(Runnable response) {
      exchange.getIoThread().execute(response);
    }

    @Override
    public void tooLarge() {
      answer(
          exchange,
          StatusCodes.REQUEST_ENTITY_TOO_LARGE,
          "the body is larger than the limit of %d bytes: lower max_samples_per_send\n"
              .formatted(maxBodyBytes));
    }

    @Override
    public void noRoom() {
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
      answer(
          exchange,
          StatusCodes.SERVICE_UNAVAILABLE,
          "%d bytes are in flight already, the limit is %d\n"
              .formatted(inFlight.taken(), inFlight.limit()));
    }
  }

  private void respond(HttpServerExchange exchange, WriteMessage message, WriteOutcome outcome) {
    WrittenHeaders.add(exchange, message, outcome);
    switch (outcome) {
      case WriteOutcome.Written written -> answer(exchange, StatusCodes.NO_CONTENT, null);
      case WriteOutcome.PartlyInvalid invalid ->
          answer(exchange, StatusCodes.BAD_REQUEST, invalid.message());
      case WriteOutcome.Malformed malformed ->
          answer(exchange, StatusCodes.BAD_REQUEST, malformed.message() + "\n");
      case WriteOutcome.OverQuota over -> {
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, over.retryAfterSeconds());
        answer(exchange, StatusCodes.TOO_MANY_REQUESTS, over.message());
      }
      case WriteOutcome.Unavailable unavailable -> {
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, unavailable.retryAfterSeconds());
        answer(exchange, StatusCodes.SERVICE_UNAVAILABLE, unavailable.message());
      }
    }
  }

  private void answer(HttpServerExchange exchange, int code, @Nullable String text) {
    requests.labelValues(Integer.toString(code)).inc();
    exchange.setStatusCode(code);
    if (text == null) {
      exchange.endExchange();
      return;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
    exchange.getResponseSender().send(text);
  }
}

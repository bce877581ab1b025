package io.tributary.hub.api;

import io.tributary.hub.block.ChunkEncoding;
import io.tributary.hub.remoteread.ChunkedResponse;
import io.tributary.hub.remoteread.ReadLimitException;
import io.tributary.hub.remoteread.ReadRequest;
import io.tributary.hub.remoteread.SampledResponse;
import io.tributary.hub.store.HubStore;
import io.tributary.hub.store.StoreSeries;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.SampleReader;
import io.tributary.promql.source.Selection;
import io.tributary.schemas.remotewrite.SnappyBlock;
import io.tributary.schemas.remotewrite.WireFormatException;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

/**
 * {@code read}: samples for another Prometheus, which evaluates by itself. So many requests are
 * answered at once, more wait, as in Prometheus.
 */
final class RemoteReadHandler implements HttpHandler {
  private static final int CONCURRENCY = 10;
  private static final int MAX_SAMPLED_BYTES = 64 << 20;

  private final HubStore store;
  private final Semaphore running = new Semaphore(CONCURRENCY, true);

  RemoteReadHandler(HubStore store) {
    this.store = store;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    ReadRequest request;
    try {
      byte[] body = RequestBody.of(exchange);
      request = ReadRequest.parse(SnappyBlock.decode(body, SnappyBlock.MAX_DECODED_BYTES));
    } catch (WireFormatException | IOException | IllegalArgumentException e) {
      PlainText.error(exchange, StatusCodes.BAD_REQUEST, String.valueOf(e.getMessage()));
      return;
    }
    running.acquire();
    try {
      answer(request, exchange);
    } catch (ReadLimitException e) {
      PlainText.error(exchange, StatusCodes.BAD_REQUEST, String.valueOf(e.getMessage()));
    } finally {
      running.release();
    }
  }

  private void answer(ReadRequest request, HttpServerExchange exchange) throws IOException {
    if (request.accepted().isEmpty()) {
      samples(request, exchange);
      return;
    }
    for (int type : request.accepted()) {
      if (type == ReadRequest.STREAMED_XOR_CHUNKS) {
        chunks(request, exchange);
        return;
      }
      if (type == ReadRequest.SAMPLES) {
        samples(request, exchange);
        return;
      }
    }
    PlainText.error(
        exchange,
        StatusCodes.BAD_REQUEST,
        "server does not support any of the requested response types: " + request.accepted());
  }

  private void samples(ReadRequest request, HttpServerExchange exchange) throws IOException {
    SampledResponse response = new SampledResponse(MAX_SAMPLED_BYTES);
    SampleColumns columns = new SampleColumns();
    for (ReadRequest.Query query : request.queries()) {
      if (query.startMs() <= query.endMs()) {
        StoreSeries series = select(query);
        try (SampleReader reader = series.open()) {
          for (int i = 0; i < series.size(); i++) {
            reader.read(i, query.startMs(), query.endMs(), columns);
            if (columns.size() > 0) {
              response.add(series.labels().get(i), columns);
            }
          }
        }
      }
      response.endQuery();
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/x-protobuf");
    exchange.getResponseHeaders().put(Headers.CONTENT_ENCODING, "snappy");
    try (OutputStream body = new ResponseBody(exchange)) {
      body.write(SnappyBlock.encode(response.toByteArray()));
    }
  }

  private void chunks(ReadRequest request, HttpServerExchange exchange) throws IOException {
    exchange
        .getResponseHeaders()
        .put(
            Headers.CONTENT_TYPE,
            "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse");
    try (OutputStream body = new ResponseBody(exchange)) {
      ChunkedResponse response = new ChunkedResponse(body);
      for (int q = 0; q < request.queries().size(); q++) {
        ReadRequest.Query query = request.queries().get(q);
        if (query.startMs() > query.endMs()) {
          continue;
        }
        StoreSeries series = select(query);
        for (int i = 0; i < series.size(); i++) {
          response.startSeries(series.labels().get(i), q);
          series.chunks(
              i,
              query.startMs(),
              query.endMs(),
              (chunk, encoding, data, offset, length) ->
                  response.chunk(
                      chunk.minMs(), chunk.maxMs(), type(encoding), data, offset, length));
          response.endSeries();
        }
      }
    }
  }

  private StoreSeries select(ReadRequest.Query query) {
    return store.select(new Selection(query.matchers(), query.startMs(), query.endMs()));
  }

  private static int type(ChunkEncoding encoding) {
    return switch (encoding) {
      case XOR -> 1;
      case HISTOGRAM -> 2;
      case FLOAT_HISTOGRAM -> 3;
    };
  }
}

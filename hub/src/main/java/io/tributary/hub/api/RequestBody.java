package io.tributary.hub.api;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.StatusCodes;

/**
 * Collects the body of a request on the I/O thread, then hands the request to a worker thread: a
 * slow sender holds no worker.
 */
final class RequestBody implements HttpHandler {
  /** More than any query has, and than Go reads of a form. */
  private static final int MAX_BYTES = 10 << 20;

  private static final AttachmentKey<byte[]> BODY = AttachmentKey.create(byte[].class);
  private static final byte[] NONE = {};

  private final HttpHandler next;

  RequestBody(HttpHandler next) {
    this.next = next;
  }

  /** The body that was collected. */
  static byte[] of(HttpServerExchange exchange) {
    byte[] body = exchange.getAttachment(BODY);
    return body == null ? NONE : body;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (exchange.isRequestComplete()) {
      exchange.dispatch(next);
      return;
    }
    long length = exchange.getRequestContentLength();
    if (length > MAX_BYTES) {
      tooLarge(exchange);
      return;
    }
    exchange.getRequestReceiver().setMaxBufferSize(MAX_BYTES);
    exchange
        .getRequestReceiver()
        .receiveFullBytes(
            (received, body) -> {
              received.putAttachment(BODY, body);
              received.dispatch(next);
            },
            (received, failure) -> tooLarge(received));
  }

  private static void tooLarge(HttpServerExchange exchange) {
    exchange.setStatusCode(StatusCodes.REQUEST_ENTITY_TOO_LARGE);
    exchange.setPersistent(false);
    exchange.getResponseSender().send("the request has more than " + MAX_BYTES + " bytes\n");
  }
}

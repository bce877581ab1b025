package io.tributary.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.OutputStream;

/** Errors outside the JSON envelope, as Go's {@code http.Error} sends them. */
final class PlainText {
  private static final HttpString CONTENT_TYPE_OPTIONS = new HttpString("X-Content-Type-Options");

  private PlainText() {}

  static void error(HttpServerExchange exchange, int status, String message) throws IOException {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
    exchange.getResponseHeaders().put(CONTENT_TYPE_OPTIONS, "nosniff");
    try (OutputStream body = new ResponseBody(exchange)) {
      body.write((message + "\n").getBytes(UTF_8));
    }
  }
}

package io.tributary.hub.api;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;

/** Lets pages of any origin ask, as Prometheus does by default. */
final class Cors {
  private static final HttpString ALLOW_HEADERS = new HttpString("Access-Control-Allow-Headers");
  private static final HttpString ALLOW_METHODS = new HttpString("Access-Control-Allow-Methods");
  private static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");
  private static final HttpString EXPOSE_HEADERS = new HttpString("Access-Control-Expose-Headers");

  private Cors() {}

  static void allow(HttpServerExchange exchange) {
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(Headers.VARY, "Origin");
    String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
    if (origin != null) {
      headers.put(ALLOW_ORIGIN, origin);
      headers.put(ALLOW_HEADERS, "Accept, Authorization, Content-Type, Origin");
      headers.put(ALLOW_METHODS, "GET, POST, OPTIONS");
      headers.put(EXPOSE_HEADERS, "Date");
    }
  }
}

package io.tributary.hub.api;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;

/** Lets pages of any origin ask, as Prometheus does by default. */
final class Cors implements HttpHandler {
  private static final HttpString ALLOW_HEADERS = new HttpString("Access-Control-Allow-Headers");
  private static final HttpString ALLOW_METHODS = new HttpString("Access-Control-Allow-Methods");
  private static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");
  private static final HttpString EXPOSE_HEADERS = new HttpString("Access-Control-Expose-Headers");

  private final HttpHandler next;

  Cors(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(Headers.VARY, "Origin");
    if (exchange.getRequestHeaders().contains(Headers.ORIGIN)) {
      headers.put(ALLOW_ORIGIN, "*");
      headers.put(ALLOW_HEADERS, "Accept, Authorization, Content-Type, Origin");
      headers.put(ALLOW_METHODS, "GET, POST, OPTIONS");
      headers.put(EXPOSE_HEADERS, "Date");
    }
    if (exchange.getRequestMethod().equals(Methods.OPTIONS)) {
      exchange.setStatusCode(204);
      return;
    }
    next.handleRequest(exchange);
  }
}

package io.tributary.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;

/** Reads the parameters of a request: those of a form before those of the URL, as Go does. */
final class RequestParams {
  private static final String FORM = "application/x-www-form-urlencoded";

  private RequestParams() {}

  static Params of(HttpServerExchange exchange, Client client) {
    Params params = new Params(client);
    String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
    boolean hasBody = !exchange.getRequestMethod().equals(Methods.GET);
    if (hasBody && type != null && type.startsWith(FORM)) {
      params.add(new String(RequestBody.of(exchange), UTF_8));
    }
    params.add(exchange.getQueryString());
    return params;
  }
}

package io.tributary.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;

/** Reads the parameters of a request that is dispatched to a worker thread. */
final class RequestParams {
  private static final int MAX_FORM_BYTES = 10 << 20;
  private static final String FORM = "application/x-www-form-urlencoded";

  private RequestParams() {}

  static Params of(HttpServerExchange exchange) {
    Params params = new Params();
    String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
    if (exchange.getRequestMethod().equals(Methods.POST) && type != null && type.startsWith(FORM)) {
      params.add(form(exchange));
    }
    params.add(exchange.getQueryString());
    return params;
  }

  private static String form(HttpServerExchange exchange) {
    try {
      byte[] bytes = exchange.getInputStream().readNBytes(MAX_FORM_BYTES + 1);
      if (bytes.length > MAX_FORM_BYTES) {
        throw new ApiException(
            ErrorType.BAD_DATA, "the form has more than " + MAX_FORM_BYTES + " bytes");
      }
      return new String(bytes, UTF_8);
    } catch (IOException e) {
      throw new ApiException(ErrorType.BAD_DATA, "error parsing form values: " + e.getMessage());
    }
  }
}

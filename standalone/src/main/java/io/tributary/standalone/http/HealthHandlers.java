package io.tributary.standalone.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.List;

/** {@code /-/healthy} and {@code /-/ready}, under the names that Prometheus gives them. */
final class HealthHandlers {
  private HealthHandlers() {}

  /** 200 as long as the process answers. */
  static HttpHandler healthy() {
    return exchange -> send(exchange, StatusCodes.OK, "Tributary is Healthy.\n");
  }

  /** 200 when all parts are ready, else 503 with the reasons. */
  static HttpHandler ready(List<Part> parts) {
    return exchange -> {
      StringBuilder waiting = new StringBuilder();
      for (Part part : parts) {
        if (!part.ready().getAsBoolean()) {
          waiting.append(part.name()).append(": ").append(part.status().get()).append('\n');
        }
      }
      if (waiting.isEmpty()) {
        send(exchange, StatusCodes.OK, "Tributary is Ready.\n");
      } else {
        send(exchange, StatusCodes.SERVICE_UNAVAILABLE, waiting.toString());
      }
    };
  }

  private static void send(HttpServerExchange exchange, int status, String text) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
    exchange.getResponseSender().send(text);
  }
}

package io.tributary.standalone.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.List;
import java.util.function.Predicate;

/** {@code /-/healthy} and {@code /-/ready}, under the names that Prometheus gives them. */
final class HealthHandlers {
  private HealthHandlers() {}

  /** 200 unless a part has given up: 503 with the reasons then, for whoever restarts processes. */
  static HttpHandler healthy(List<Part> parts) {
    return unless(parts, part -> part.failed().getAsBoolean(), "Tributary is Healthy.\n");
  }

  /** 200 when all parts are ready, else 503 with the reasons. */
  static HttpHandler ready(List<Part> parts) {
    return unless(parts, part -> !part.ready().getAsBoolean(), "Tributary is Ready.\n");
  }

  private static HttpHandler unless(List<Part> parts, Predicate<Part> trouble, String otherwise) {
    return exchange -> {
      StringBuilder troubles = new StringBuilder();
      for (Part part : parts) {
        if (trouble.test(part)) {
          troubles.append(part.name()).append(": ").append(part.status().get()).append('\n');
        }
      }
      if (troubles.isEmpty()) {
        send(exchange, StatusCodes.OK, otherwise);
      } else {
        send(exchange, StatusCodes.SERVICE_UNAVAILABLE, troubles.toString());
      }
    };
  }

  private static void send(HttpServerExchange exchange, int status, String text) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
    exchange.getResponseSender().send(text);
  }
}

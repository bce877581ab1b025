package io.tributary.standalone.http;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import java.util.List;

/** Who answers which path. */
final class Routes implements HttpHandler {
  private final HttpHandler metrics;
  private final HttpHandler healthy;
  private final HttpHandler ready;
  private final HttpHandler status;
  private final HttpHandler others;

  Routes(HttpHandler others, List<Part> parts, PrometheusRegistry registry) {
    this.metrics = new BlockingHandler(new MetricsHandler(registry));
    this.healthy = HealthHandlers.healthy(parts);
    this.ready = HealthHandlers.ready(parts);
    this.status = new StatusPage(parts);
    this.others = others;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    HttpHandler handler =
        switch (exchange.getRequestPath()) {
          case "/" -> status;
          case "/metrics" -> metrics;
          case "/-/healthy" -> healthy;
          case "/-/ready" -> ready;
          default -> others;
        };
    handler.handleRequest(exchange);
  }
}

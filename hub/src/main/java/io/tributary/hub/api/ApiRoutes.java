package io.tributary.hub.api;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The paths that are answered, and who answers each: with the methods that it takes, with what
 * pages in a browser need, and not before there is an answer. Filled before the first request.
 */
final class ApiRoutes {
  static final String API = "/api/v1/";

  private static final String LABEL = API + "label/";
  private static final String VALUES = "/values";

  /** Not for pages in a browser, so it has no headers for them. */
  private static final String READ = API + "read";

  private final Map<String, Route> routes = new HashMap<>();
  private final ClientWatch watch = new ClientWatch();
  private final Supplier<String> whyNot;
  private @Nullable LabelValues labelValues;

  /** Answers {@code label/NAME/values}. */
  interface LabelValues {
    Answer of(String label, Params params);
  }

  /**
   * Routes of which none is there yet.
   *
   * @param whyNot says why there is no answer yet; the empty string once there is
   */
  ApiRoutes(Supplier<String> whyNot) {
    this.whyNot = whyNot;
  }

  /** Who notices clients that have gone away. */
  ClientWatch watch() {
    return watch;
  }

  HttpHandler json(Endpoint endpoint) {
    return new EndpointHandler(endpoint, watch);
  }

  /** Adds a path of the API, such as {@code query}. */
  void add(String path, Route route) {
    put(API + path, route);
  }

  /** Adds a path as a whole. */
  void put(String path, Route route) {
    routes.put(path, route);
  }

  void addLabelValues(LabelValues values) {
    labelValues = values;
  }

  /** What answers. */
  HttpHandler handler() {
    return new RequestBody(this::answer);
  }

  private void answer(HttpServerExchange exchange) throws Exception {
    String path = exchange.getRequestPath();
    HttpString method = exchange.getRequestMethod();
    boolean api = path.startsWith(API);
    if (api && method.equals(Methods.OPTIONS)) {
      Cors.allow(exchange);
      exchange.setStatusCode(StatusCodes.NO_CONTENT);
      return;
    }
    Route route = route(path);
    if (route == null) {
      PlainText.error(exchange, StatusCodes.NOT_FOUND, "404 page not found");
      return;
    }
    if (!route.methods().contains(method)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, route.allowed());
      PlainText.error(exchange, StatusCodes.METHOD_NOT_ALLOWED, "Method Not Allowed");
      return;
    }
    if (api && !path.equals(READ)) {
      Cors.allow(exchange);
    }
    String reason = route.whileStarting() ? "" : whyNot.get();
    if (reason.isEmpty()) {
      route.handler().handleRequest(exchange);
      return;
    }
    EndpointHandler.error(exchange, ErrorType.UNAVAILABLE, reason);
  }

  private @Nullable Route route(String path) {
    Route route = routes.get(path);
    LabelValues values = labelValues;
    if (route == null && values != null && isLabelValues(path)) {
      String name = path.substring(LABEL.length(), path.length() - VALUES.length());
      return Route.get(json(params -> values.of(name, params)));
    }
    return route;
  }

  private static boolean isLabelValues(String path) {
    return path.startsWith(LABEL)
        && path.endsWith(VALUES)
        && path.length() >= LABEL.length() + VALUES.length();
  }
}

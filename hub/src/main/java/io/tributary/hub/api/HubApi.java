package io.tributary.hub.api;

import io.tributary.promql.syntax.Parser;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API of Prometheus, {@code /api/v1/...} and {@code /federate}. Requests are answered on
 * worker threads.
 */
public final class HubApi {
  private static final String API = "/api/v1/";
  private static final String LABEL = API + "label/";
  private static final String VALUES = "/values";

  /** Not for pages in a browser, so it has no headers for them. */
  private static final String READ = API + "read";

  private static final HttpString[] CHANGING = {Methods.POST, Methods.PUT};

  private final Map<String, Route> routes = new HashMap<>();
  private final ClientWatch watch = new ClientWatch();
  private final SeriesEndpoints series;
  private final Supplier<String> whyNot;

  /**
   * An API that answers from these.
   *
   * @param whyNot says why there is no answer yet; the empty string once there is
   */
  public HubApi(ApiSources sources, Supplier<String> whyNot, InstantSource clock) {
    this.whyNot = whyNot;
    Parser parser = new Parser(sources.engine().options().parser());
    series = new SeriesEndpoints(sources.store(), parser);
    addQueries(sources, parser, clock);
    addState(sources, parser, whyNot);
    addStatus(sources, clock);
    AdminEndpoints admin = new AdminEndpoints(sources.admin(), parser);
    add("admin/tsdb/delete_series", Route.of(json(admin::deleteSeries), CHANGING));
    add("admin/tsdb/clean_tombstones", Route.of(json(admin::cleanTombstones), CHANGING));
    add("admin/tsdb/snapshot", Route.of(json(admin::snapshot), CHANGING));
  }

  private void addQueries(ApiSources sources, Parser parser, InstantSource clock) {
    QueryEndpoints query =
        new QueryEndpoints(sources.engine(), sources.store(), sources.limits(), clock);
    ParseEndpoints parse = new ParseEndpoints(parser);
    add("query", Route.getOrPost(json(query::query)));
    add("query_range", Route.getOrPost(json(query::queryRange)));
    add("format_query", Route.getOrPost(json(parse::formatQuery)));
    add("parse_query", Route.getOrPost(json(parse::parseQuery)));
    add("series", Route.getOrPost(json(series::series)));
    add("labels", Route.getOrPost(json(series::labels)));
    add("metadata", Route.get(json(new MetadataEndpoint(sources.metadata()))));
    add(
        "query_exemplars",
        Route.getOrPost(json(new ExemplarsEndpoint(sources.exemplars(), parser))));
    routes.put(READ, Route.of(new RemoteReadHandler(sources.store()), Methods.POST));
    routes.put(
        "/federate",
        Route.get(
            new FederateHandler(
                sources.store(), parser, sources.engine().options().lookback(), clock, watch)));
  }

  private void addState(ApiSources sources, Parser parser, Supplier<String> whyNot) {
    RuleEndpoints rules = new RuleEndpoints(sources.rules(), parser);
    TargetEndpoints targets = new TargetEndpoints(sources.targets(), sources.alertmanagers());
    add("rules", Route.get(json(rules::rules)));
    add("alerts", Route.get(json(rules::alerts)));
    add("targets", Route.get(json(targets::targets)));
    add("targets/metadata", Route.get(json(targets::metadata)));
    add("scrape_pools", Route.get(json(targets::scrapePools)));
    add("alertmanagers", Route.get(json(targets::alertmanagers)));
    add("notifications", Route.getAlways(json(new NotificationsEndpoint(whyNot))));
  }

  private void addStatus(ApiSources sources, InstantSource clock) {
    StatusEndpoints status = new StatusEndpoints(sources.process(), sources.progress(), clock);
    add("status/config", Route.get(json(status::config)));
    add("status/flags", Route.get(json(status::flags)));
    add("status/buildinfo", Route.get(json(status::buildInfo)));
    add("status/runtimeinfo", Route.get(json(status::runtimeInfo)));
    add("status/walreplay", Route.getAlways(json(status::walReplay)));
    add("status/tsdb", Route.get(json(new CardinalityEndpoint(sources.store().head()))));
  }

  private HttpHandler json(Endpoint endpoint) {
    return new EndpointHandler(endpoint, watch);
  }

  private void add(String path, Route route) {
    routes.put(API + path, route);
  }

  /** Whether requests to this path are for this API. */
  public boolean serves(String path) {
    return routes.containsKey(path) || isLabelValues(path);
  }

  private static boolean isLabelValues(String path) {
    return path.startsWith(LABEL)
        && path.endsWith(VALUES)
        && path.length() >= LABEL.length() + VALUES.length();
  }

  /** What answers. */
  public HttpHandler handler() {
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
    if (route == null && isLabelValues(path)) {
      String name = path.substring(LABEL.length(), path.length() - VALUES.length());
      return Route.get(json(params -> series.labelValues(name, params)));
    }
    return route;
  }
}

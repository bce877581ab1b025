package io.tributary.hub.api;

import io.tributary.promql.syntax.Parser;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The HTTP API of Prometheus, {@code /api/v1/...} and {@code /federate}. Requests are answered on
 * worker threads.
 */
public final class HubApi {
  private static final Set<HttpString> METHODS = Set.of(Methods.GET, Methods.POST, Methods.HEAD);
  private static final String LABEL = "/api/v1/label/";
  private static final String VALUES = "/values";

  private final Map<String, HttpHandler> handlers = new HashMap<>();
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
    series = new SeriesEndpoints(sources.series(), sources.labels(), parser);
    QueryEndpoints query =
        new QueryEndpoints(sources.engine(), sources.series(), sources.limits(), clock);
    RuleEndpoints rules = new RuleEndpoints(sources.rules(), parser);
    TargetEndpoints targets = new TargetEndpoints(sources.targets(), sources.alertmanagers());
    StatusEndpoints status = new StatusEndpoints(sources.head(), sources.process(), clock);
    add("query", query::query);
    add("query_range", query::queryRange);
    add("format_query", query::formatQuery);
    add("series", series::series);
    add("labels", series::labels);
    add("metadata", new MetadataEndpoint(sources.metadata()));
    add("query_exemplars", new ExemplarsEndpoint(sources.exemplars(), parser));
    add("rules", rules::rules);
    add("alerts", rules::alerts);
    add("targets", targets::targets);
    add("alertmanagers", targets::alertmanagers);
    add("status/config", status::config);
    add("status/flags", status::flags);
    add("status/buildinfo", status::buildInfo);
    add("status/runtimeinfo", status::runtimeInfo);
    add("status/tsdb", status::tsdb);
    add("status/walreplay", status::walReplay);
    handlers.put(
        "/federate",
        new FederateHandler(
            sources.series(), parser, sources.engine().options().lookback(), clock));
  }

  private void add(String path, Endpoint endpoint) {
    handlers.put("/api/v1/" + path, new EndpointHandler(endpoint));
  }

  /** Whether requests to this path are for this API. */
  public boolean serves(String path) {
    return handlers.containsKey(path) || isLabelValues(path);
  }

  private static boolean isLabelValues(String path) {
    return path.startsWith(LABEL)
        && path.endsWith(VALUES)
        && path.length() >= LABEL.length() + VALUES.length();
  }

  /** What answers. */
  public HttpHandler handler() {
    ContentEncodingRepository encodings =
        new ContentEncodingRepository().addEncodingHandler("gzip", new GzipEncodingProvider(), 50);
    return new Cors(new EncodingHandler(new BlockingHandler(this::route), encodings));
  }

  private void route(HttpServerExchange exchange) throws Exception {
    String path = exchange.getRequestPath();
    if (!METHODS.contains(exchange.getRequestMethod())) {
      exchange.setStatusCode(405);
      return;
    }
    String reason = whyNot.get();
    if (!reason.isEmpty()) {
      EndpointHandler.error(exchange, ErrorType.UNAVAILABLE, reason);
      return;
    }
    HttpHandler handler = handlers.get(path);
    if (handler == null && isLabelValues(path)) {
      String name = path.substring(LABEL.length(), path.length() - VALUES.length());
      handler = new EndpointHandler(params -> series.labelValues(name, params));
    }
    if (handler == null) {
      EndpointHandler.error(exchange, ErrorType.NOT_FOUND, "no such path: " + path);
      return;
    }
    handler.handleRequest(exchange);
  }
}

package io.tributary.hub.api;

import io.tributary.promql.syntax.Parser;
import io.undertow.server.HttpHandler;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * The HTTP API of Prometheus, {@code /api/v1/...} and {@code /federate}. Requests are answered on
 * worker threads.
 */
public final class HubApi {
  private static final HttpString[] CHANGING = {Methods.POST, Methods.PUT};

  private final ApiRoutes routes;

  /**
   * An API that answers from these.
   *
   * @param whyNot says why there is no answer yet; the empty string once there is
   */
  public HubApi(ApiSources sources, Supplier<String> whyNot, InstantSource clock) {
    routes = new ApiRoutes(whyNot);
    Parser parser = new Parser(sources.engine().options().parser());
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
    SeriesEndpoints series = new SeriesEndpoints(sources.store(), parser);
    add("query", Route.getOrPost(json(query::query)));
    add("query_range", Route.getOrPost(json(query::queryRange)));
    add("format_query", Route.getOrPost(json(parse::formatQuery)));
    add("parse_query", Route.getOrPost(json(parse::parseQuery)));
    add("series", Route.getOrPost(json(series::series)));
    add("labels", Route.getOrPost(json(series::labels)));
    routes.addLabelValues(series::labelValues);
    add("metadata", Route.get(json(new MetadataEndpoint(sources.metadata()))));
    add(
        "query_exemplars",
        Route.getOrPost(json(new ExemplarsEndpoint(sources.exemplars(), parser))));
    add("read", Route.of(new RemoteReadHandler(sources.store()), Methods.POST));
    routes.put(
        "/federate",
        Route.get(
            new FederateHandler(
                sources.store(),
                parser,
                sources.engine().options().lookback(),
                clock,
                routes.watch())));
  }

  private void addState(ApiSources sources, Parser parser, Supplier<String> whyNot) {
    new RuleEndpoints(sources.rules(), parser).addTo(routes);
    TargetEndpoints targets = new TargetEndpoints(sources.targets(), sources.alertmanagers());
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
    return routes.json(endpoint);
  }

  private void add(String path, Route route) {
    routes.add(path, route);
  }

  /** What answers. */
  public HttpHandler handler() {
    return routes.handler();
  }
}

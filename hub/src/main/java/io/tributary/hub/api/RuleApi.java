package io.tributary.hub.api;

import io.tributary.promql.syntax.Parser;
import io.undertow.server.HttpHandler;
import java.util.List;

/**
 * {@code /api/v1/rules} and {@code /api/v1/alerts} alone, for a process that evaluates rules and
 * has no store.
 */
public final class RuleApi {
  private final ApiRoutes routes = new ApiRoutes(() -> "");

  /**
   * Answers from a catalog.
   *
   * @param parser of the selectors in {@code match[]}
   */
  public RuleApi(RuleCatalog rules, Parser parser) {
    new RuleEndpoints(rules, parser).addTo(routes);
  }

  /** The paths that it answers. */
  public List<String> paths() {
    return List.of(ApiRoutes.API + RuleEndpoints.RULES, ApiRoutes.API + RuleEndpoints.ALERTS);
  }

  /** What answers. */
  public HttpHandler handler() {
    return routes.handler();
  }
}

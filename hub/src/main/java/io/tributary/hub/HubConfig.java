package io.tributary.hub;

import io.tributary.hub.api.ProcessInfo;
import io.tributary.hub.api.QueryLimits;
import io.tributary.hub.store.StoreConfig;
import io.tributary.promql.exec.EngineOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The hub's configuration.
 *
 * @param kafka client properties, at least {@code bootstrap.servers}
 * @param engine how queries are evaluated
 * @param limits how many and how long
 * @param exemplars how many are kept
 * @param maintenance how often it is seen to that blocks are cut, merged and dropped
 * @param alertmanagers the addresses that the API names
 * @param adminApi whether the API may delete series and make snapshots
 * @param process what the API says of the process
 */
public record HubConfig(
    Map<String, Object> kafka,
    StoreConfig store,
    EngineOptions engine,
    QueryLimits limits,
    int exemplars,
    Duration maintenance,
    List<String> alertmanagers,
    boolean adminApi,
    ProcessInfo process) {
  /** Prometheus's limits, and 100,000 exemplars. */
  public static HubConfig of(Map<String, Object> kafka, StoreConfig store, ProcessInfo process) {
    return new HubConfig(
        kafka,
        store,
        EngineOptions.defaults(),
        QueryLimits.defaults(),
        100_000,
        Duration.ofSeconds(30),
        List.of(),
        false,
        process);
  }

  /** With the part of the API that changes the store switched on, or off. */
  public HubConfig withAdminApi(boolean on) {
    return new HubConfig(
        kafka, store, engine, limits, exemplars, maintenance, alertmanagers, on, process);
  }

  /** With the Alertmanagers that are shown. */
  public HubConfig withAlertmanagers(List<String> urls) {
    return new HubConfig(
        kafka, store, engine, limits, exemplars, maintenance, urls, adminApi, process);
  }

  public HubConfig {
    kafka = Map.copyOf(kafka);
    alertmanagers = List.copyOf(alertmanagers);
    if (exemplars < 1) {
      throw new IllegalArgumentException("exemplars must be > 0: was " + exemplars);
    }
  }
}

package io.tributary.standalone.config;

import java.time.Duration;

/**
 * The keys of {@code hub}.
 *
 * @param enabled whether series are kept in this process, and queries answered
 * @param retention how long
 * @param retentionBytes and how much at most; 0 for no limit
 * @param adminApi whether the API may delete series and make snapshots
 */
public record HubSettings(
    boolean enabled, Duration retention, long retentionBytes, boolean adminApi) {
  private static final Duration RETENTION = Duration.ofDays(30);
  private static final long RETENTION_BYTES = 45_000_000_000L;

  static HubSettings read(Section hub) {
    HubSettings settings =
        new HubSettings(
            hub.flag("enabled", true),
            hub.interval("retention", RETENTION),
            hub.bytes("retention_size", RETENTION_BYTES),
            hub.flag("admin_api", false));
    hub.done();
    return settings;
  }
}

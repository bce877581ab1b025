package io.tributary.hub.feed;

import io.tributary.hub.api.StoreAdmin;
import io.tributary.hub.store.HubStore;
import io.tributary.promql.syntax.Matcher;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes the store as the API is told; snapshots lie beside the blocks, as in Prometheus. */
final class HubAdmin implements StoreAdmin {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final HubStore store;
  private final Path snapshots;
  private final InstantSource clock;
  private final RandomGenerator random = new SecureRandom();

  HubAdmin(HubStore store, Path blocks, InstantSource clock) {
    this.store = store;
    this.snapshots = blocks.resolve("snapshots");
    this.clock = clock;
  }

  @Override
  public void delete(List<Matcher> selector, long fromMs, long toMs) throws IOException {
    store.delete(selector, fromMs, toMs);
  }

  @Override
  public void cleanTombstones() throws IOException {
    store.cleanTombstones();
  }

  @Override
  public String snapshot(boolean skipHead) throws IOException {
    String suffix = HexFormat.of().toHexDigits(random.nextLong());
    String name = NAME.format(clock.instant()) + "-" + suffix;
    store.snapshot(snapshots.resolve(name), skipHead);
    return name;
  }
}

package io.tributary.standalone.interop;

import io.tributary.hub.api.ApiSources;
import io.tributary.hub.api.HubApi;
import io.tributary.hub.api.ProcessInfo;
import io.tributary.hub.api.QueryLimits;
import io.tributary.hub.api.ReplayProgress;
import io.tributary.hub.store.HubStore;
import io.tributary.hub.store.StoreConfig;
import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.script.ScriptSeries;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The hub's API over a store with short blocks, with all of the language that is experimental. */
final class HubServer implements AutoCloseable {
  private static final Duration BLOCK = Duration.ofMinutes(20);

  private final HubStore store;
  private final Undertow undertow;

  private HubServer(HubStore store, Undertow undertow) {
    this.store = store;
    this.undertow = undertow;
  }

  static HubServer start(Path folder, long nowMs) throws IOException {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(nowMs));
    StoreConfig config =
        new StoreConfig(folder, BLOCK, Duration.ofDays(30), 0, Duration.ofMinutes(30));
    HubStore store = new HubStore(config, clock);
    Engine engine =
        new Engine(
            EngineOptions.defaults()
                .withParser(
                    new ParserOptions(true, true, false, false, 1 << 20, 250, 1_000, 32 << 10)));
    HubApi api =
        new HubApi(
            new ApiSources(
                engine,
                store,
                TreeMap::new,
                (selectors, fromMs, toMs) -> new TreeMap<>(),
                List::of,
                List::of,
                List.of(),
                new ProcessInfo("", "", new TreeMap<>(), Instant.EPOCH, ""),
                QueryLimits.defaults(),
                () -> new ReplayProgress(0, 0),
                null),
            () -> "",
            clock);
    Undertow undertow =
        Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(api.handler()).build();
    undertow.start();
    return new HubServer(store, undertow);
  }

  /** One sample of one series. */
  private record Sample(Labels labels, ScriptSeries.Sample sample) {}

  /** Appends all samples in order of time, and cuts blocks as they become due. */
  void append(List<ScriptSeries> series) throws IOException {
    List<Sample> all = new ArrayList<>();
    for (ScriptSeries one : series) {
      one.samples().forEach(sample -> all.add(new Sample(one.labels(), sample)));
    }
    all.sort(Comparator.comparingLong(each -> each.sample().timestampMs()));
    for (int i = 0; i < all.size(); i++) {
      Labels labels = all.get(i).labels();
      ScriptSeries.Sample sample = all.get(i).sample();
      FloatHistogram histogram = sample.histogram();
      if (histogram == null) {
        store
            .appender()
            .append(Fingerprint.of(labels), () -> labels, sample.timestampMs(), sample.value());
      } else {
        store
            .appender()
            .append(Fingerprint.of(labels), () -> labels, sample.timestampMs(), histogram);
      }
      if (i % 1000 == 0) {
        store.cut(Map.of(), Long.MAX_VALUE);
      }
    }
  }

  int blocks() {
    return store.blocks().size();
  }

  URI url() {
    int port = ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    undertow.stop();
    store.close();
  }
}

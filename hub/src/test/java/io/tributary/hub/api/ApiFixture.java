package io.tributary.hub.api;

import io.tributary.hub.store.HubStore;
import io.tributary.hub.store.StoreConfig;
import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.FamilyMetadata;
import io.tributary.schemas.remotewrite.MetricType;
import io.undertow.Undertow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The API over a store of its own, on a free port. */
final class ApiFixture implements AutoCloseable {
  final HubStore store;
  volatile String whyNot = "";
  volatile ReplayProgress replay = new ReplayProgress(0, 0);
  final SortedMap<Labels, List<ExemplarCatalog.Exemplar>> exemplars = new TreeMap<>();
  final Path snapshots;
  private final Undertow undertow;
  private final HttpClient client = HttpClient.newHttpClient();

  ApiFixture(Path folder, InstantSource clock, RuleCatalog rules, TargetCatalog targets)
      throws IOException {
    snapshots = folder.resolveSibling("snapshots");
    store = new HubStore(StoreConfig.of(folder), clock);
    SortedMap<String, List<FamilyMetadata>> metadata = new TreeMap<>();
    metadata.put(
        "requests_total",
        List.of(
            new FamilyMetadata("requests_total", MetricType.COUNTER, "Requests.", ""),
            new FamilyMetadata("requests_total", MetricType.COUNTER, "All requests.", "")));
    metadata.put("up", List.of(new FamilyMetadata("up", MetricType.GAUGE, "", "")));
    HubApi api =
        new HubApi(
            new ApiSources(
                new Engine(EngineOptions.defaults()),
                store,
                () -> metadata,
                (selectors, fromMs, toMs) -> exemplars,
                rules,
                targets,
                List.of("http://am:9093/api/v2/alerts"),
                new ProcessInfo(
                    "1", "a: b\n", new TreeMap<>(Map.of("listen", ":9090")), Instant.EPOCH, "30d"),
                new QueryLimits(Duration.ofMinutes(5), 4),
                () -> replay,
                new Admin()),
            () -> whyNot,
            clock);
    undertow = Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(api.handler()).build();
    undertow.start();
  }

  /** Notes what it was told. */
  private final class Admin implements StoreAdmin {
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
      store.snapshot(snapshots.resolve("one"), skipHead);
      return "one";
    }
  }

  void append(Labels labels, long timestampMs, double value) {
    store.appender().append(Fingerprint.of(labels), () -> labels, timestampMs, value);
  }

  String url() {
    int port = ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
    return "http://127.0.0.1:" + port;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
    undertow.stop();
    store.close();
  }
}

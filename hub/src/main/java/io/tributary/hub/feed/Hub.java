package io.tributary.hub.feed;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.hub.HubConfig;
import io.tributary.hub.api.ApiSources;
import io.tributary.hub.api.HubApi;
import io.tributary.hub.api.RuleCatalog;
import io.tributary.hub.store.HubStore;
import io.tributary.promql.exec.Engine;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The hub: the store, what fills it from the log, and the HTTP API over it. */
public final class Hub implements AutoCloseable {
  private static final String GROUP = "tributary-hub";

  /** Compressed, at once; unpacked it is ten times that. */
  private static final int FETCH_MAX_BYTES = 4 << 20;

  /** So that a fetch brings something of each partition, to be appended side by side. */
  private static final int FETCH_MAX_PARTITION_BYTES = 256 << 10;

  /**
   * In a poll, whose records lie unpacked in memory while the next is made; 900 kB at most each.
   */
  private static final int MAX_POLL_RECORDS = 64;

  /**
   * Below this the broker waits for more, up to {@link #FETCH_WAIT_MS}: a fetch costs the same. It
   * is less than one partition may bring, or each fetch of a backlog would wait.
   */
  private static final int FETCH_MIN_BYTES = FETCH_MAX_PARTITION_BYTES / 4;

  /** So much later than written a sample may be found; scrapes are many times as far apart. */
  private static final int FETCH_WAIT_MS = 500;

  private final HubStore store;
  private final HubFeed feed;
  private final CompactionThread compaction;
  private final HubApi api;

  private Hub(HubStore store, HubFeed feed, CompactionThread compaction, HubApi api) {
    this.store = store;
    this.feed = feed;
    this.compaction = compaction;
    this.api = api;
  }

  /**
   * Opens the store and starts to rebuild its head from the log. Kafka does not have to be up yet.
   *
   * @throws UncheckedIOException where the store's folder cannot be used
   */
  public static Hub start(
      HubConfig config, RuleCatalog rules, PrometheusRegistry registry, InstantSource clock) {
    HubStore store;
    try {
      store = new HubStore(config.store(), clock);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot use " + config.store().folder() + " for the hub's blocks", e);
    }
    FeedMetrics metrics = new FeedMetrics(registry, store);
    SeriesMetadata metadata = new SeriesMetadata();
    ExemplarStore exemplars = new ExemplarStore(config.exemplars());
    Agents agents = new Agents(clock);
    HubFeed feed =
        new HubFeed(
            () -> consumer(config.kafka()),
            store,
            new AppendLanes(
                Runtime.getRuntime().availableProcessors(),
                () -> new RecordAppender(store, metadata, exemplars, agents, metrics)),
            metrics,
            config.store().blockLength(),
            config.maintenance());
    CompactionThread compaction = new CompactionThread(store, metrics, config.maintenance());
    ApiSources sources =
        new ApiSources(
            new Engine(config.engine()),
            store,
            metadata::all,
            exemplars,
            rules,
            agents,
            config.alertmanagers(),
            config.process(),
            config.limits(),
            feed::replay,
            config.adminApi() ? new HubAdmin(store, config.store().folder(), clock) : null);
    HubApi api =
        new HubApi(sources, () -> feed.isCaughtUp() ? "" : "the hub " + feed.status(), clock);
    feed.start();
    compaction.start();
    return new Hub(store, feed, compaction, api);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, GROUP);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_MAX_BYTES);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_MAX_PARTITION_BYTES);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FETCH_MIN_BYTES);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Answers the paths of the API; with 503 until the head is rebuilt. */
  public HttpHandler handler() {
    return api.handler();
  }

  /** The series, for whoever asks in this process. */
  public HubStore store() {
    return store;
  }

  /** Whether the head is rebuilt. */
  public boolean ready() {
    return feed.isCaughtUp();
  }

  /** What it does, or what hinders it. */
  public String status() {
    return feed.status();
  }

  @Override
  public void close() {
    feed.close();
    compaction.close();
    store.close();
  }
}

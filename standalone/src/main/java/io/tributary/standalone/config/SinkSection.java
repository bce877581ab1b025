package io.tributary.standalone.config;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.topic.Topic;
import io.tributary.sink.SinkConfig;
import io.tributary.sink.http.Backoff;
import io.tributary.sink.notify.Alertmanager;
import io.tributary.sink.notify.NotifierConfig;
import io.tributary.sink.remotewrite.Batching;
import io.tributary.sink.remotewrite.Destination;
import io.tributary.sink.remotewrite.Tenant;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys of what goes out: {@code remote_write}, {@code alertmanagers}, {@code notifier}, {@code
 * external_labels}, {@code external_url} and {@code alert_relabel_configs}.
 */
final class SinkSection {
  private SinkSection() {}

  static SinkConfig read(Section top, KafkaConfig kafka, URI externalUrl) {
    List<Destination> destinations = new ArrayList<>();
    for (Section section : top.sections("remote_write")) {
      destinations.add(destination(section));
    }
    NotifierConfig notifier = notifier(top, externalUrl);
    return top.build(() -> new SinkConfig(kafka.properties(), destinations, notifier));
  }

  private static Destination destination(Section at) {
    String url = at.url("url").toString();
    Destination defaults = at.build(() -> Destination.at(url));
    Batching batching = batching(at.section("queue_config"), defaults.batching());
    Destination destination =
        at.build(
            () ->
                new Destination(
                    at.text("name", defaults.name()),
                    defaults.url(),
                    at.choice("protocol", defaults.protocol()),
                    topics(at, defaults.topics()),
                    at.has("send") && at.texts("send").contains("corrections"),
                    RelabelSection.read(at, "write_relabel_configs"),
                    tenant(at),
                    HttpAccessSection.read(at),
                    batching,
                    at.interval("remote_timeout", defaults.timeout()),
                    new Backoff(
                        at.interval("min_backoff", defaults.backoff().min()),
                        at.interval("max_backoff", defaults.backoff().max()))));
    at.done();
    return destination;
  }

  private static Set<Topic> topics(Section at, Set<Topic> absent) {
    if (!at.has("send")) {
      return absent;
    }
    Set<Topic> topics = new LinkedHashSet<>();
    for (String name : at.texts("send")) {
      switch (name) {
        case "samples" -> topics.add(Topic.SAMPLES);
        case "recorded" -> topics.add(Topic.RECORDED);
        case "corrections" -> topics.add(Topic.RECORDED);
        default ->
            throw at.error(
                "\"send\" takes samples, recorded and corrections: was \"" + name + "\"");
      }
    }
    return topics;
  }

  private static Tenant tenant(Section at) {
    Section tenant = at.section("tenant");
    String fixed = tenant.text("name", "");
    boolean fromCluster = tenant.flag("from_cluster", false);
    String acrossClusters = tenant.text("across_clusters", "across-clusters");
    tenant.done();
    if (fromCluster && !fixed.isEmpty()) {
      throw tenant.error("give either \"name\" or \"from_cluster\"");
    }
    if (fromCluster) {
      return new Tenant.FromCluster(acrossClusters);
    }
    return fixed.isEmpty() ? new Tenant.None() : new Tenant.Fixed(fixed);
  }

  private static Batching batching(Section queue, Batching defaults) {
    Batching batching =
        queue.build(
            () ->
                new Batching(
                    queue.count("lanes", defaults.lanes(), 1, 1024),
                    queue.count("max_samples_per_send", defaults.maxSamples(), 1, 1_000_000),
                    queue.smallBytes("max_bytes_per_send", defaults.maxBytes()),
                    queue.duration("batch_send_deadline", defaults.linger()),
                    queue.bytes("max_in_flight", defaults.maxInFlightBytes())));
    queue.done();
    return batching;
  }

  private static NotifierConfig notifier(Section top, URI externalUrl) {
    List<Alertmanager> alertmanagers = new ArrayList<>();
    for (Section at : top.sections("alertmanagers")) {
      alertmanagers.add(new Alertmanager(at.url("url"), HttpAccessSection.read(at)));
      at.done();
    }
    NotifierConfig defaults = NotifierConfig.defaults();
    Section at = top.section("notifier");
    NotifierConfig notifier =
        at.build(
            () ->
                new NotifierConfig(
                    alertmanagers,
                    Labels.of(top.map("external_labels")),
                    RelabelSection.read(top, "alert_relabel_configs"),
                    externalUrl,
                    at.interval("resend_delay", defaults.resendDelay()),
                    at.count("queue_capacity", defaults.queueCapacity(), 1, 10_000_000),
                    at.count("max_batch", defaults.maxBatch(), 1, 100_000),
                    at.interval("timeout", defaults.timeout()),
                    at.duration("drain_timeout", defaults.drainTimeout())));
    at.done();
    return notifier;
  }
}

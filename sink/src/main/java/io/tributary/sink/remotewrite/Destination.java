package io.tributary.sink.remotewrite;

import io.tributary.schemas.topic.Topic;
import io.tributary.sink.http.Backoff;
import io.tributary.sink.http.HttpAccess;
import io.tributary.sink.relabel.RelabelRule;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A receiver of remote write.
 *
 * @param name names its progress in Kafka (consumer group {@code tributary-sink-<name>}), its
 *     metrics and its refused data; a destination under a new name starts with the oldest data
 * @param topics {@link Topic#SAMPLES}, {@link Topic#RECORDED}, or both
 * @param corrections whether results that replace earlier ones of the same time are sent too: many
 *     receivers refuse them
 * @param keep which series to send: rules of keep and drop on their labels
 * @param timeout of one request
 */
public record Destination(
    String name,
    URI url,
    Protocol protocol,
    Set<Topic> topics,
    boolean corrections,
    List<RelabelRule> keep,
    Tenant tenant,
    HttpAccess access,
    Batching batching,
    Duration timeout,
    Backoff backoff) {
  /** Everything to this URL, under a name made of its host, port and path. */
  public static Destination at(String url) {
    return named(nameOf(URI.create(url)), url);
  }

  /** Everything to this URL. */
  public static Destination named(String name, String url) {
    return new Destination(
        name,
        URI.create(url),
        Protocol.AUTO,
        Set.of(Topic.SAMPLES, Topic.RECORDED),
        false,
        List.of(),
        new Tenant.None(),
        HttpAccess.defaults(),
        Batching.defaults(),
        Duration.ofSeconds(30),
        Backoff.defaults());
  }

  public Destination {
    topics = Set.copyOf(topics);
    keep = List.copyOf(keep);
    if (!name.matches("[a-zA-Z0-9._-]{1,200}")) {
      throw new IllegalArgumentException(
          "the name of a destination is made of letters, digits, '.', '_' and '-': was \""
              + name
              + "\"");
    }
    if (topics.isEmpty() || !Set.of(Topic.SAMPLES, Topic.RECORDED).containsAll(topics)) {
      throw new IllegalArgumentException(
          "destination " + name + " takes samples, recorded or both: was " + topics);
    }
    for (RelabelRule rule : keep) {
      boolean selects =
          switch (rule.action()) {
            case KEEP, DROP, KEEP_EQUAL, DROP_EQUAL -> true;
            case REPLACE, HASH_MOD, LABEL_MAP, LABEL_DROP, LABEL_KEEP, LOWERCASE, UPPERCASE ->
                false;
          };
      if (!selects) {
        throw new IllegalArgumentException(
            "destination "
                + name
                + " selects series with keep and drop only: was "
                + rule.action());
      }
    }
  }

  /** The consumer group that holds the destination's progress. */
  public String group() {
    return "tributary-sink-" + name;
  }

  private static String nameOf(URI url) {
    String port = url.getPort() < 0 ? "" : "-" + url.getPort();
    String path = url.getPath() == null ? "" : url.getPath();
    return (url.getHost() + port + path).replaceAll("[^a-zA-Z0-9._-]+", "-").replaceAll("-$", "");
  }

  Destination withProtocol(Protocol other) {
    return new Destination(
        name, url, other, topics, corrections, keep, tenant, access, batching, timeout, backoff);
  }

  Destination withBatching(Batching other) {
    return new Destination(
        name, url, protocol, topics, corrections, keep, tenant, access, other, timeout, backoff);
  }

  Destination withTenant(Tenant other) {
    return new Destination(
        name, url, protocol, topics, corrections, keep, other, access, batching, timeout, backoff);
  }
}

package io.tributary.gateway.publish;

import io.tributary.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics of the catalogue that are missing; never changes one that is there. */
public final class TopicCreator {
  private static final Logger log = LoggerFactory.getLogger(TopicCreator.class);
  private static final int TIMEOUT_MS = 10_000;

  private TopicCreator() {}

  /**
   * Creates what is missing.
   *
   * @throws KafkaException where Kafka does not answer or refuses
   */
  public static void createMissing(Map<String, Object> kafka, int partitions, int replicas) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put("client.id", "tributary-topics");
    properties.put("default.api.timeout.ms", TIMEOUT_MS);
    properties.put("request.timeout.ms", TIMEOUT_MS / 2);
    try (Admin admin = Admin.create(properties)) {
      Set<String> present = admin.listTopics().names().get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
      List<NewTopic> missing = new ArrayList<>();
      for (Topic topic : Topic.values()) {
        if (!present.contains(topic.topicName())) {
          missing.add(
              new NewTopic(topic.topicName(), partitions, (short) replicas)
                  .configs(topic.settings()));
        }
      }
      for (var created : admin.createTopics(missing).values().entrySet()) {
        await(created.getKey(), created.getValue());
      }
    } catch (ExecutionException | TimeoutException e) {
      throw failure("Kafka does not list its topics", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private static void await(String topic, Future<Void> created)
      throws InterruptedException, TimeoutException {
    try {
      created.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
      log.info("created topic={}", topic);
    } catch (ExecutionException e) {
      // Somebody else who starts now may have been faster.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw failure("topic " + topic + " can't be created", e);
      }
    }
  }

  private static KafkaException failure(String what, Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String why =
        cause instanceof TimeoutException
            ? "no answer within " + TIMEOUT_MS + " ms"
            : String.valueOf(cause.getMessage());
    return new KafkaException(what + ": " + why, cause);
  }
}

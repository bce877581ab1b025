package io.tributary.sink.consume;

import io.tributary.schemas.topic.Topic;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of the catalogue that are not there yet: whoever starts first does. */
public final class TopicCreation {
  private static final long TIMEOUT_SECONDS = 30;

  private TopicCreation() {}

  /**
   * Creates what is missing, with the broker's default replication.
   *
   * @throws KafkaException where the broker refuses or does not answer
   */
  public static void createMissing(Map<String, Object> kafka) {
    try (Admin admin = Admin.create(kafka)) {
      Map<String, KafkaFuture<Void>> created =
          admin
              .createTopics(Arrays.stream(Topic.values()).map(TopicCreation::newTopic).toList())
              .values();
      created.forEach(TopicCreation::await);
    }
  }

  private static NewTopic newTopic(Topic topic) {
    return new NewTopic(
            topic.topicName(), Optional.of(Topic.DEFAULT_PARTITIONS), Optional.<Short>empty())
        .configs(topic.settings());
  }

  private static void await(String topic, KafkaFuture<Void> creation) {
    try {
      creation.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new KafkaException("cannot create topic " + topic, e.getCause());
      }
    } catch (TimeoutException e) {
      throw new KafkaException(
          "Kafka did not create topic " + topic + " within " + TIMEOUT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}

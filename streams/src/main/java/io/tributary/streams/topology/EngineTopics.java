package io.tributary.streams.topology;

import io.tributary.schemas.topic.Topic;
import io.tributary.streams.RuleEngineConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Sees to it that the topics are there before the graph is built on them. */
final class EngineTopics {
  private EngineTopics() {}

  /**
   * Creates what is missing.
   *
   * @return how many partitions the topic of samples has
   */
  static int ensure(RuleEngineConfig config) {
    short replicas = (short) config.replicationFactor();
    List<NewTopic> topics = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      topics.add(
          new NewTopic(topic.topicName(), Optional.of(config.partitions()), replicas(replicas))
              .configs(topic.settings()));
    }
    topics.add(
        new NewTopic(GatherTopic.name(config.applicationId()), Optional.of(1), replicas(replicas))
            .configs(GatherTopic.SETTINGS));
    try (Admin admin = Admin.create(config.kafka())) {
      for (var created : admin.createTopics(topics).values().values()) {
        try {
          created.get();
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw e;
          }
        }
      }
      return admin
          .describeTopics(List.of(Topic.SAMPLES.topicName()))
          .allTopicNames()
          .get()
          .values()
          .iterator()
          .next()
          .partitions()
          .size();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topics can't be created: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
    }
  }

  /** The broker's default where none is given. */
  private static Optional<Short> replicas(short replicationFactor) {
    return replicationFactor < 0 ? Optional.empty() : Optional.of(replicationFactor);
  }
}

package io.tributary.gateway.publish;

import org.jspecify.annotations.Nullable;

/**
 * Where records go. Kafka in production, a list in memory in tests.
 *
 * <p>Threading: any thread may publish; none waits for the outcome.
 */
public interface SamplePublisher extends AutoCloseable {
  /** Learns what became of a record. Called once, on a thread of the publisher: must be short. */
  @FunctionalInterface
  interface Acknowledgement {
    /** {@code failure} is null once the record is durable. */
    void done(@Nullable Exception failure);
  }

  /** How many partitions the samples topic has; 0 while that is not known. */
  int partitions();

  /** Hands a record over. Never blocks for long; a record that has no room fails at once. */
  void publish(OutgoingRecord record, Acknowledgement acknowledgement);

  /** Sends what it holds, as far as it can in a few seconds, and stops. */
  @Override
  void close();
}

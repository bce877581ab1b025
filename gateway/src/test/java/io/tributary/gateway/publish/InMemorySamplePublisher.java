package io.tributary.gateway.publish;

import io.tributary.schemas.topic.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps records in a list. Acknowledges at once, or when told to. Thread-safe. */
public final class InMemorySamplePublisher implements SamplePublisher {
  private final List<OutgoingRecord> records = new ArrayList<>();
  private final Deque<Acknowledgement> held = new ArrayDeque<>();
  private int partitions = 4;
  private boolean holding;
  private @Nullable Exception failure;

  /** From now on acknowledgements wait for {@link #release}. */
  public synchronized void hold() {
    holding = true;
  }

  /** From now on records fail; null makes them succeed again. */
  public synchronized void fail(@Nullable Exception with) {
    failure = with;
  }

  /** As if Kafka had not answered yet where it is 0. */
  public synchronized void partitions(int count) {
    partitions = count;
  }

  /** Decides all records that wait. */
  public void release(@Nullable Exception with) {
    List<Acknowledgement> decided;
    synchronized (this) {
      decided = List.copyOf(held);
      held.clear();
      holding = false;
    }
    decided.forEach(acknowledgement -> acknowledgement.done(with));
  }

  /** How many records wait. */
  public synchronized int waiting() {
    return held.size();
  }

  /** The records of one topic so far. */
  public synchronized List<OutgoingRecord> records(Topic topic) {
    return records.stream().filter(record -> record.topic() == topic).toList();
  }

  @Override
  public synchronized int partitions() {
    return partitions;
  }

  @Override
  public void publish(OutgoingRecord record, Acknowledgement acknowledgement) {
    Exception decided;
    synchronized (this) {
      if (failure == null) {
        records.add(record);
      }
      if (holding) {
        held.add(acknowledgement);
        return;
      }
      decided = failure;
    }
    acknowledgement.done(decided);
  }

  @Override
  public void close() {}
}

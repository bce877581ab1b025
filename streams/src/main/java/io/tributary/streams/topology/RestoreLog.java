package io.tributary.streams.topology;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log which tasks read their state back from its changelog, as they do that were moved
 * here or were killed, and when they have it. Standby copies are not told of. Thread-safe.
 */
final class RestoreLog implements StateRestoreListener {
  private static final Logger log = LoggerFactory.getLogger(RestoreLog.class);

  /** Less than this is there at once; it is what a task lacks of which a standby copy was here. */
  private static final long WORTH_SAYING = 1_000;

  private final Map<TopicPartition, Long> records = new ConcurrentHashMap<>();

  @Override
  public void onRestoreStart(TopicPartition changelog, String store, long from, long to) {
    if (to - from >= WORTH_SAYING) {
      records.put(changelog, to - from);
      log.info(
          "the state of {} {} is read back from Kafka: {} records",
          store,
          changelog.partition(),
          to - from);
    }
  }

  @Override
  public void onBatchRestored(TopicPartition changelog, String store, long end, long count) {}

  @Override
  public void onRestoreEnd(TopicPartition changelog, String store, long total) {
    if (records.remove(changelog) != null) {
      log.info("the state of {} {} is there again", store, changelog.partition());
    }
  }

  @Override
  public void onRestoreSuspended(TopicPartition changelog, String store, long total) {
    records.remove(changelog);
  }
}

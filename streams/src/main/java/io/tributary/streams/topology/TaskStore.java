package io.tributary.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.streams.eval.PendingCorrections;
import io.tributary.streams.eval.RuleStore;
import io.tributary.streams.window.AgeClass;
import io.tributary.streams.window.CorruptStateException;
import io.tributary.streams.window.LabelsLayout;
import io.tributary.streams.window.WindowLog;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a task keeps, in its one state store; the keys are those of {@link StateKeys}. Of one
 * thread.
 */
final class TaskStore implements WindowLog, RuleStore {
  private static final Logger log = LoggerFactory.getLogger(TaskStore.class);

  private static final byte[] NONE = new byte[0];

  private final KeyValueStore<Bytes, byte[]> store;

  /** What was thrown away. */
  private final Set<StatePart> lost;

  /**
   * Over a store that is new or that some version of the engine has written. Of what another
   * version has written, what this one would misread is thrown away: see {@link StatePart}.
   *
   * @param task in whose words that is logged
   */
  TaskStore(KeyValueStore<Bytes, byte[]> store, String task) {
    this.store = store;
    byte[] forms = store.get(StateKeys.of(StateKeys.FORMAT));
    if (forms == null && isEmpty()) {
      lost = Set.of();
    } else {
      lost = EnumSet.complementOf(EnumSet.copyOf(StatePart.usable(forms == null ? NONE : forms)));
    }
    if (!lost.isEmpty()) {
      log.warn(
          "{}: the state is of another version of the engine: thrown away are {}; windows and"
              + " alerts are rebuilt from the log and the topic of alerts, and rules wait until"
              + " then",
          task,
          lost);
      clear();
    }
    if (!Arrays.equals(forms, StatePart.forms())) {
      store.put(StateKeys.of(StateKeys.FORMAT), StatePart.forms());
    }
  }

  private boolean isEmpty() {
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      return !entries.hasNext();
    }
  }

  /** Deletes what is lost, and what no part of this version has. */
  private void clear() {
    Set<StatePart> kept = EnumSet.complementOf(EnumSet.copyOf(lost));
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        Bytes key = entries.next().key;
        if (kept.stream().noneMatch(part -> part.has(key.get()[0]))) {
          store.delete(key);
        }
      }
    }
  }

  /** Whether what alerts were is not known any more. */
  boolean lacksAlerts() {
    return lost.contains(StatePart.ALERTS);
  }

  @Override
  public boolean isRebuilt() {
    return lost.contains(StatePart.WINDOWS);
  }

  @Override
  public void putSeries(int id, byte[] labels) {
    store.put(StateKeys.numbered(StateKeys.SERIES, id), labels);
  }

  @Override
  public void deleteSeries(int id) {
    store.delete(StateKeys.numbered(StateKeys.SERIES, id));
  }

  @Override
  public void putBlock(AgeClass age, long sequence, byte[] block) {
    store.put(StateKeys.block(age, sequence), block);
  }

  @Override
  public void deleteBlock(AgeClass age, long sequence) {
    store.delete(StateKeys.block(age, sequence));
  }

  @Override
  public void putChunk(int seriesId, long number, byte[] chunk) {
    store.put(StateKeys.chunk(seriesId, number), chunk);
  }

  @Override
  public void deleteChunk(int seriesId, long number) {
    store.delete(StateKeys.chunk(seriesId, number));
  }

  @Override
  public byte @Nullable [] chunk(int seriesId, long number) {
    return store.get(StateKeys.chunk(seriesId, number));
  }

  @Override
  public void restore(WindowLog.Restorer restorer) {
    scan(StateKeys.SERIES, (key, value) -> restorer.series(StateKeys.number(key), value));
    scan(
        StateKeys.CHUNK,
        (key, value) -> restorer.chunk(StateKeys.number(key), StateKeys.chunkNumber(key), value));
    scan(
        StateKeys.BLOCK,
        (key, value) -> restorer.block(StateKeys.age(key), StateKeys.blockSequence(key), value));
  }

  @Override
  public void putOutput(String ruleKey, Fingerprint fingerprint, Labels labels) {
    store.put(
        StateKeys.ofRule(StateKeys.OUTPUT, ruleKey, fingerprint),
        StateKeys.ruleValue(ruleKey, LabelsLayout.encode(labels)));
  }

  @Override
  public void deleteOutput(String ruleKey, Fingerprint fingerprint) {
    store.delete(StateKeys.ofRule(StateKeys.OUTPUT, ruleKey, fingerprint));
  }

  @Override
  public void putEndedOutput(
      String ruleKey, Fingerprint fingerprint, Labels labels, long endedAtMs) {
    byte[] encoded = LabelsLayout.encode(labels);
    byte[] payload =
        ByteBuffer.allocate(Long.BYTES + encoded.length).putLong(endedAtMs).put(encoded).array();
    store.put(
        StateKeys.ofRule(StateKeys.ENDED, ruleKey, fingerprint),
        StateKeys.ruleValue(ruleKey, payload));
  }

  @Override
  public void deleteEndedOutput(String ruleKey, Fingerprint fingerprint) {
    store.delete(StateKeys.ofRule(StateKeys.ENDED, ruleKey, fingerprint));
  }

  @Override
  public void putAlert(String ruleKey, Labels labels, AlertRecord alert) {
    store.put(
        StateKeys.ofRule(StateKeys.ALERT, ruleKey, Fingerprint.of(labels)),
        StateKeys.ruleValue(ruleKey, alert.toByteArray()));
  }

  @Override
  public void deleteAlert(String ruleKey, Labels labels) {
    store.delete(StateKeys.ofRule(StateKeys.ALERT, ruleKey, Fingerprint.of(labels)));
  }

  @Override
  public void putTextInForce(String ruleKey, String text) {
    store.put(StateKeys.textInForce(ruleKey), StateKeys.ruleValue(ruleKey, text.getBytes(UTF_8)));
  }

  @Override
  public void deleteTextInForce(String ruleKey) {
    store.delete(StateKeys.textInForce(ruleKey));
  }

  @Override
  public void putCoverage(String selector, long fromMs, long retentionMs) {
    store.put(StateKeys.coverage(selector), StateKeys.coverageValue(selector, fromMs, retentionMs));
  }

  @Override
  public void deleteCoverage(String selector) {
    store.delete(StateKeys.coverage(selector));
  }

  @Override
  public void putCorrection(String groupKey, PendingCorrections pending) {
    store.put(
        StateKeys.correction(groupKey),
        StateKeys.ruleValue(groupKey, StateKeys.correctionValue(pending)));
  }

  @Override
  public void deleteCorrection(String groupKey) {
    store.delete(StateKeys.correction(groupKey));
  }

  @Override
  public void putEvaluatedUntil(long timestampMs) {
    store.put(StateKeys.of(StateKeys.EVALUATED), longBytes(timestampMs));
  }

  @Override
  public void restore(RuleStore.Restorer restorer) {
    scan(
        StateKeys.OUTPUT,
        (key, value) ->
            restorer.output(
                StateKeys.ruleKey(value), LabelsLayout.decode(StateKeys.payload(value))));
    scan(
        StateKeys.ENDED,
        (key, value) -> {
          byte[] payload = StateKeys.payload(value);
          restorer.endedOutput(
              StateKeys.ruleKey(value),
              LabelsLayout.decode(Arrays.copyOfRange(payload, Long.BYTES, payload.length)),
              ByteBuffer.wrap(payload).getLong());
        });
    scan(
        StateKeys.ALERT,
        (key, value) -> restorer.alert(StateKeys.ruleKey(value), alert(StateKeys.payload(value))));
    scan(
        StateKeys.TEXT,
        (key, value) ->
            restorer.textInForce(
                StateKeys.ruleKey(value), new String(StateKeys.payload(value), UTF_8)));
    scan(
        StateKeys.COVERAGE,
        (key, value) ->
            restorer.coverage(
                new String(value, 2 * Long.BYTES, value.length - 2 * Long.BYTES, UTF_8),
                ByteBuffer.wrap(value).getLong(),
                ByteBuffer.wrap(value).getLong(Long.BYTES)));
    scan(
        StateKeys.CORRECTION,
        (key, value) ->
            restorer.correction(
                StateKeys.ruleKey(value), StateKeys.correction(StateKeys.payload(value))));
    byte[] evaluated = store.get(StateKeys.of(StateKeys.EVALUATED));
    if (evaluated != null) {
      restorer.evaluatedUntil(ByteBuffer.wrap(evaluated).getLong());
    }
  }

  /** A partition began with {@code firstMs} and is at {@code watermarkMs}. */
  void putWatermark(int partition, long firstMs, long watermarkMs) {
    store.put(
        StateKeys.numbered(StateKeys.WATERMARK, partition),
        ByteBuffer.allocate(2 * Long.BYTES).putLong(firstMs).putLong(watermarkMs).array());
  }

  /** The watermarks put so far. */
  void watermarks(Watermarks each) {
    scan(
        StateKeys.WATERMARK,
        (key, value) ->
            each.accept(
                StateKeys.number(key),
                ByteBuffer.wrap(value).getLong(),
                ByteBuffer.wrap(value).getLong(Long.BYTES)));
  }

  /** Takes the watermark of a partition. */
  interface Watermarks {
    void accept(int partition, long firstMs, long watermarkMs);
  }

  /** What a partition sends for instants after a watermark, as in {@link FeedsHeader}. */
  void putFeeds(int partition, long afterMs, byte[] header) {
    store.put(StateKeys.feeds(partition, afterMs), header);
  }

  void deleteFeeds(int partition, long afterMs) {
    store.delete(StateKeys.feeds(partition, afterMs));
  }

  /** What was put and not deleted. */
  void feeds(PartitionFeeds each) {
    scan(
        StateKeys.FEEDS,
        (key, value) -> each.accept(StateKeys.number(key), StateKeys.feedsAfterMs(key), value));
  }

  /** Takes what a partition sends. */
  interface PartitionFeeds {
    void accept(int partition, long afterMs, byte[] header);
  }

  void putWaiting(long sequence, byte[] record) {
    store.put(StateKeys.sequenced(StateKeys.WAITING, sequence), record);
  }

  /** Takes a waiting record out. */
  byte[] takeWaiting(long sequence) {
    byte[] record = store.delete(StateKeys.sequenced(StateKeys.WAITING, sequence));
    if (record == null) {
      throw new CorruptStateException("record " + sequence + " that waited is not there");
    }
    return record;
  }

  /** The waiting records, in order of their sequences. */
  void waiting(BiConsumer<Long, byte[]> each) {
    scan(StateKeys.WAITING, (key, value) -> each.accept(StateKeys.sequence(key), value));
  }

  private void scan(byte kind, BiConsumer<Bytes, byte[]> each) {
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.range(StateKeys.of(kind), StateKeys.after(kind))) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        // The upper bound is inclusive, and may be a key of the next kind.
        if (entry.key.get()[0] == kind) {
          each.accept(entry.key, entry.value);
        }
      }
    }
  }

  private static AlertRecord alert(byte[] bytes) {
    try {
      return AlertRecord.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new CorruptStateException("an alert that can't be read: " + e.getMessage());
    }
  }

  private static byte[] longBytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }
}

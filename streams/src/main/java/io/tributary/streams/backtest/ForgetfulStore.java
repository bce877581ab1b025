package io.tributary.streams.backtest;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.streams.eval.PendingCorrections;
import io.tributary.streams.eval.RuleStore;
import io.tributary.streams.window.AgeClass;
import io.tributary.streams.window.WindowLog;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stores of an engine that is never restarted: keeps only the chunks, which windows ask for
 * again. Of one thread.
 */
public final class ForgetfulStore implements WindowLog, RuleStore {
  private final Map<Key, byte[]> chunks = new HashMap<>();

  private long written;

  private record Key(int seriesId, long number) {}

  @Override
  public void putSeries(int id, byte[] labels) {
    written += labels.length;
  }

  @Override
  public void deleteSeries(int id) {}

  @Override
  public void putBlock(AgeClass age, long sequence, byte[] block) {
    written += block.length;
  }

  @Override
  public void deleteBlock(AgeClass age, long sequence) {}

  @Override
  public void putChunk(int seriesId, long number, byte[] chunk) {
    written += chunk.length;
    chunks.put(new Key(seriesId, number), chunk);
  }

  @Override
  public void deleteChunk(int seriesId, long number) {
    chunks.remove(new Key(seriesId, number));
  }

  @Override
  public byte @Nullable [] chunk(int seriesId, long number) {
    return chunks.get(new Key(seriesId, number));
  }

  @Override
  public void restore(WindowLog.Restorer restorer) {}

  @Override
  public void putOutput(String ruleKey, Fingerprint fingerprint, Labels labels) {}

  @Override
  public void deleteOutput(String ruleKey, Fingerprint fingerprint) {}

  @Override
  public void putEndedOutput(
      String ruleKey, Fingerprint fingerprint, Labels labels, long endedAtMs) {}

  @Override
  public void deleteEndedOutput(String ruleKey, Fingerprint fingerprint) {}

  @Override
  public void putAlert(String ruleKey, Labels labels, AlertRecord alert) {}

  @Override
  public void deleteAlert(String ruleKey, Labels labels) {}

  @Override
  public void putTextInForce(String ruleKey, String text) {}

  @Override
  public void deleteTextInForce(String ruleKey) {}

  @Override
  public void putCoverage(String selector, long fromMs, long retentionMs) {}

  @Override
  public void deleteCoverage(String selector) {}

  @Override
  public void putCorrection(String groupKey, PendingCorrections pending) {}

  @Override
  public void deleteCorrection(String groupKey) {}

  @Override
  public void putEvaluatedUntil(long timestampMs) {}

  @Override
  public boolean isRebuilt() {
    return false;
  }

  @Override
  public void restore(RuleStore.Restorer restorer) {}

  /** How many bytes of series, blocks and chunks were given to it. */
  public long writtenBytes() {
    return written;
  }
}

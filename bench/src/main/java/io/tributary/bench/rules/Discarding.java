package io.tributary.bench.rules;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertTransition;
import io.tributary.streams.eval.Emissions;
import io.tributary.streams.eval.OutputSeries;
import io.tributary.streams.eval.PartialEmissions;
import io.tributary.streams.eval.PendingCorrections;
import io.tributary.streams.eval.RuleStore;
import io.tributary.streams.window.AgeClass;
import io.tributary.streams.window.WindowLog;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores and topics that keep only the chunks, which may be asked for again. Of one thread. */
final class Discarding implements WindowLog, RuleStore, Emissions, PartialEmissions {
  private final Map<Key, byte[]> chunks = new HashMap<>();

  /** Bytes of all blocks and chunks written. */
  long written;

  /** How many samples rules yielded. */
  long recorded;

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

  @Override
  public void result(
      OutputSeries series, long timestampMs, double value, @Nullable FloatHistogram histogram) {}

  @Override
  public void end(long nowMs) {}

  @Override
  public void sample(OutputSeries series, long timestampMs, double value) {
    recorded++;
  }

  @Override
  public void histogram(OutputSeries series, long timestampMs, FloatHistogram histogram) {
    recorded++;
  }

  @Override
  public void alert(String alertKey, @Nullable AlertRecord alert, long nowMs) {}

  @Override
  public void transition(String alertKey, AlertTransition transition) {}

  @Override
  public void endGroup(long nowMs) {}

  @Override
  public void progress(long evaluatedUntilMs) {}
}

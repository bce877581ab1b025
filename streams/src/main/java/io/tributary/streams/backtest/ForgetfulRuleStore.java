package io.tributary.streams.backtest;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.streams.eval.PendingCorrections;
import io.tributary.streams.eval.RuleStore;

/** For an engine that is never restarted. */
final class ForgetfulRuleStore implements RuleStore {
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
  public void restore(Restorer restorer) {}
}

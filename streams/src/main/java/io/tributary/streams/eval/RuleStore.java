package io.tributary.streams.eval;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;

/** What rules must remember through a restart. Writes last as soon as the task's step does. */
public interface RuleStore {
  /** A series that a rule has begun to yield. */
  void putOutput(String ruleKey, Fingerprint fingerprint, Labels labels);

  void deleteOutput(String ruleKey, Fingerprint fingerprint);

  /** A series that a rule does not yield any more, but has until shortly before. */
  void putEndedOutput(String ruleKey, Fingerprint fingerprint, Labels labels, long endedAtMs);

  void deleteEndedOutput(String ruleKey, Fingerprint fingerprint);

  void putAlert(String ruleKey, Labels labels, AlertRecord alert);

  void deleteAlert(String ruleKey, Labels labels);

  /** The text of a rule that is in force; see {@link TextInForce}. */
  void putTextInForce(String ruleKey, String text);

  void deleteTextInForce(String ruleKey);

  /** What windows hold of a selector; see {@link Coverage}. */
  void putCoverage(String selector, long fromMs, long retentionMs);

  void deleteCoverage(String selector);

  /** What is to be corrected of a group. */
  void putCorrection(String groupKey, PendingCorrections pending);

  void deleteCorrection(String groupKey);

  /** Every instant until this one is evaluated. */
  void putEvaluatedUntil(long timestampMs);

  /** Whether windows were thrown away, so that samples of before are in the log alone. */
  boolean isRebuilt();

  /** All that is there, in an order of its own. */
  void restore(Restorer restorer);

  /** Takes what is in the store. */
  interface Restorer {
    void output(String ruleKey, Labels labels);

    void endedOutput(String ruleKey, Labels labels, long endedAtMs);

    void alert(String ruleKey, AlertRecord alert);

    void textInForce(String ruleKey, String text);

    void coverage(String selector, long fromMs, long retentionMs);

    void correction(String groupKey, PendingCorrections pending);

    void evaluatedUntil(long timestampMs);
  }
}

package io.tributary.streams.eval;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.streams.window.CorrectedSamples;
import io.tributary.streams.window.HistogramWire;
import io.tributary.streams.window.IngestCounts;
import io.tributary.streams.window.Subscription;
import io.tributary.streams.window.WindowIngest;
import io.tributary.streams.window.WindowLog;
import io.tributary.streams.window.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one task over its samples. What it yields depends on the records it takes, their
 * order and its rules alone; not on the clock, nor on where it was stopped and started again.
 *
 * <p>Threading: of the task's thread.
 */
public final class TaskEngine {
  /** How often, in event time, the task says how far it has come. */
  private static final long PROGRESS_EVERY_MS = 10_000;

  /** The clocks of two instances are less than this apart. */
  private static final long CLOCKS_APART_MS = 60_000;

  private final HistogramWire histograms = new HistogramWire();
  private final RuleStore store;
  private final Emissions emissions;
  private final EvaluationMetrics metrics;
  private final Windows windows;
  private final WindowIngest ingest;
  private final WindowIngest results;
  private final WindowIngest history;
  private final CorrectedSamples corrected;
  private final TaskGroups groups;
  private final Instants instants;

  /** The instant evaluated last; before the first one, the watermark that the task began at. */
  private long lastInstantMs = Long.MIN_VALUE;

  /** Windows hold what evaluations after this look at. */
  private long watermarkMs = Long.MIN_VALUE;

  private boolean begunByOthers;

  TaskEngine(
      EvaluationOptions options,
      RuleCompiler compiler,
      WindowLog log,
      RuleStore store,
      Emissions emissions,
      EvaluationMetrics metrics,
      MergeLink link) {
    this.store = store;
    this.emissions = emissions;
    this.metrics = metrics;
    windows = new Windows(log, options.unselectedSeries());
    IngestCounts counts = new IngestCounts();
    ingest = new WindowIngest(windows, histograms, true, counts);
    results = new WindowIngest(windows, histograms, false, counts);
    history = new WindowIngest(windows, histograms, false, new IngestCounts());
    corrected = new CorrectedSamples(windows, histograms);
    Recorder recorder = new Recorder(windows, histograms, emissions, options.clusterLabel());
    groups =
        new TaskGroups(
            compiler,
            store,
            windows,
            recorder,
            emissions,
            metrics,
            link,
            options.correctedWithinMs());
    instants = new Instants(maxCatchUpMs(options.maxCatchUpMs(), link));
  }

  /** What a partition leaves out the merger must leave out too: it would lack a part of it. */
  private static long maxCatchUpMs(long ofPartitions, MergeLink link) {
    return ofPartitions == Long.MAX_VALUE || !link.isMerger()
        ? ofPartitions
        : ofPartitions - CLOCKS_APART_MS;
  }

  /** Starts with these rules where the stores say that the task was. */
  public void start(TaskRules rules) {
    store.restore(
        new RuleStore.Restorer() {
          @Override
          public void output(String ruleKey, Labels labels) {
            groups.restoreOutput(ruleKey, labels);
          }

          @Override
          public void endedOutput(String ruleKey, Labels labels, long endedAtMs) {
            groups.restoreEndedOutput(ruleKey, labels, endedAtMs);
          }

          @Override
          public void alert(String ruleKey, AlertRecord alert) {
            groups.restoreAlert(ruleKey, alert);
          }

          @Override
          public void textInForce(String ruleKey, String text) {
            groups.restoreTextInForce(ruleKey, text);
          }

          @Override
          public void coverage(String selector, long fromMs, long retentionMs) {
            groups.restoreCoverage(selector, fromMs, retentionMs);
          }

          @Override
          public void correction(String groupKey, PendingCorrections pending) {
            groups.restoreCorrection(groupKey, pending);
          }

          @Override
          public void evaluatedUntil(long timestampMs) {
            instants.restore(timestampMs);
            lastInstantMs = timestampMs;
            watermarkMs = timestampMs;
          }
        });
    use(rules);
    windows.restore(histograms);
    if (lastInstantMs != Long.MIN_VALUE) {
      groups.all().forEach(group -> group.restore(lastInstantMs));
      windows.advance(lastInstantMs);
    }
  }

  /**
   * Evaluates these rules from the next instant on, or from when the windows hold all that they
   * look at: see {@link #lacking}. A rule that was there before goes on with what it remembers; one
   * that is no more ends what it yielded.
   */
  public void use(TaskRules rules) {
    boolean untouched =
        !hasBegun() && !begunByOthers && ingest.counts().read == 0 && !store.isRebuilt();
    groups.use(rules, watermarkMs, untouched);
  }

  /** Whether it has taken or passed over anything, in whatever process. */
  public boolean hasBegun() {
    return watermarkMs != Long.MIN_VALUE;
  }

  /**
   * Others took samples before they sent this task any: if it has begun with nothing yet, what was
   * before is to be read back rather than not to be there.
   *
   * @param rules those that are used already
   */
  public void lackWhatWas(TaskRules rules) {
    if (!hasBegun() && !begunByOthers) {
      begunByOthers = true;
      groups.beginAnew();
      use(rules);
    }
  }

  /** Goes on with an alert of a partition's rule that is evaluated here from now on. */
  public void takeOver(String ruleKey, AlertRecord alert) {
    groups.takeOver(ruleKey, alert);
  }

  /** Goes on with a series that such a rule yielded. */
  public void takeOver(String ruleKey, Labels output) {
    groups.takeOver(ruleKey, output);
  }

  /** What rules lack, or null where they all have it. */
  public @Nullable HistoryRequest lacking() {
    if (groups.waiting() == 0 || watermarkMs == Long.MIN_VALUE) {
      return null;
    }
    List<Subscription> lacking = groups.lacking(watermarkMs);
    return lacking.isEmpty() ? null : new HistoryRequest(watermarkMs, lacking);
  }

  /**
   * Takes the value of a record of the log that was read back.
   *
   * @param correction whether its samples take the place of those of their times
   */
  public void takeHistory(byte[] record, boolean correction) {
    try {
      if (correction) {
        corrected.take(record, false);
      } else {
        history.take(record);
      }
    } finally {
      windows.flush();
    }
  }

  /**
   * All that a request asked for was taken: its rules are evaluated from the next instant on.
   *
   * @param notUntilMs but not for instants until this one
   */
  public void historyTaken(HistoryRequest request, long notUntilMs) {
    for (Subscription wanted : request.wanted()) {
      long earliestMs =
          notUntilMs == Long.MIN_VALUE ? notUntilMs : notUntilMs - wanted.retentionMs();
      groups.extend(wanted, Math.max(request.fromMs(wanted), earliestMs));
    }
  }

  /** Some of what these feeds are of will not come: the windows are to be filled from the log. */
  public void lose(Set<Long> feeds) {
    groups.lose(feeds);
  }

  /** The feeds of what is evaluated for the merger. */
  public Set<Long> feeds() {
    return groups.partials().feeds();
  }

  /** How many rules wait until the windows hold what they look at. */
  public int waitingRules() {
    return groups.waiting();
  }

  /**
   * Takes the value of a record of samples.
   *
   * @throws io.tributary.schemas.remotewrite.WireFormatException where it can't be read; the series
   *     before the fault are taken
   */
  public void take(byte[] record) {
    try {
      ingest.take(record);
    } finally {
      groups.takeLate(instants.evaluatedUntilMs());
      windows.flush();
    }
  }

  /**
   * Takes the value of a record of what rules yielded elsewhere, or parts of them. It comes in time
   * for the instant that it is of, whatever times it carries.
   */
  public void takeResults(byte[] record) {
    try {
      results.take(record);
    } finally {
      windows.flush();
    }
  }

  /** The same of what takes the place of results that were taken before. */
  public void takeCorrections(byte[] record) {
    try {
      corrected.take(record, true);
    } finally {
      groups.takeLate(instants.evaluatedUntilMs());
      windows.flush();
    }
  }

  /**
   * Goes on to the watermark without evaluating anything: windows forget what instants after it do
   * not look at. Only before the first {@link #advance}.
   */
  public void pass(long watermarkMs) {
    windows.advance(watermarkMs);
  }

  /**
   * Evaluates every instant until the watermark that is not evaluated yet, in order.
   *
   * @param clockMs now: what is longer before it than {@code maxCatchUpMs} is left out
   * @return whether there was any
   */
  public boolean advance(long watermarkMs, long clockMs) {
    long from = instants.evaluatedUntilMs();
    if (watermarkMs <= from) {
      return false;
    }
    metrics.skipped(instants.reach(watermarkMs, clockMs));
    if (lastInstantMs == Long.MIN_VALUE) {
      lastInstantMs = watermarkMs;
      store.putEvaluatedUntil(watermarkMs);
    }
    groups.handOver(watermarkMs);
    groups.settlePartials(from);
    List<Timetable> timetables = new ArrayList<>(groups.all());
    timetables.add(groups.partials());
    boolean evaluated = false;
    long now = instants.next(timetables, watermarkMs);
    while (now != Long.MAX_VALUE) {
      evaluate(now);
      evaluated = true;
      now = instants.next(timetables, watermarkMs);
    }
    if (timetables.stream().allMatch(t -> t.nextAfter(watermarkMs) == Long.MAX_VALUE)) {
      // There is no instant to come at which it could end.
      groups.endRemoved(watermarkMs);
    }
    if (evaluated) {
      store.putEvaluatedUntil(lastInstantMs);
      windows.flush();
    }
    windows.advance(watermarkMs);
    this.watermarkMs = watermarkMs;
    return evaluated;
  }

  /** The same where each watermark is now: nothing is left out. */
  public boolean advance(long watermarkMs) {
    return advance(watermarkMs, watermarkMs);
  }

  private void evaluate(long nowMs) {
    if (groups.waiting() > 0) {
      groups.settle(nowMs);
    }
    for (GroupRuntime group : groups.all()) {
      if (group.isDue(nowMs)) {
        group.evaluate(nowMs);
        groups.takeLate(nowMs);
      }
    }
    groups.endRemoved(nowMs);
    groups.partials().evaluate(nowMs);
    if (Math.floorDiv(nowMs, PROGRESS_EVERY_MS) > Math.floorDiv(lastInstantMs, PROGRESS_EVERY_MS)) {
      emissions.progress(nowMs);
    }
    lastInstantMs = nowMs;
  }

  /** What became of the samples taken. */
  public IngestCounts counts() {
    return ingest.counts();
  }

  /** The windows, for their figures. */
  public Windows windows() {
    return windows;
  }

  /** Every instant until this one is evaluated; {@link Long#MIN_VALUE} before the first. */
  public long evaluatedUntilMs() {
    return instants.evaluatedUntilMs();
  }

  /** Whether there is any group to evaluate. */
  public boolean hasGroups() {
    return !groups.all().isEmpty();
  }

  /** The groups as they stand after the latest evaluation. */
  public List<GroupStatus> status() {
    return groups.all().stream().map(GroupStatus::of).toList();
  }
}

package io.tributary.streams.backtest;

import io.tributary.promql.syntax.DurationText;
import io.tributary.promql.syntax.Matcher;
import io.tributary.promql.syntax.Parser;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.WireFormatException;
import io.tributary.schemas.topic.Topic;
import io.tributary.streams.alert.AlertSeries;
import io.tributary.streams.eval.EngineFactory;
import io.tributary.streams.eval.EvaluationOptions;
import io.tributary.streams.eval.GroupStatus;
import io.tributary.streams.eval.PlannedRule;
import io.tributary.streams.eval.ScopePlanner;
import io.tributary.streams.eval.ScopedGroup;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RecordingRule;
import io.tributary.streams.rule.Rule;
import io.tributary.streams.rule.RuleGroup;
import io.tributary.streams.rule.RuleSet;
import io.tributary.streams.window.RecordFilter;
import io.tributary.streams.window.Subscription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Evaluates rules over what the log holds of a span of time, as the engine would have: with the
 * samples that were there in time, at every instant, with the real states of alerts. Writes
 * nothing. Of one thread.
 */
public final class Backtest implements OrderedLog.Receiver {
  private static final int REMEMBERED_SERIES = 1 << 18;

  private final List<RuleGroup> groups;
  private final long fromMs;
  private final long toMs;
  private final long longestMs;
  private final Progress progress;
  private final Findings findings = new Findings();
  private final Replay replay;
  private final RecordFilter ofOthers;
  private long reachedMs = Long.MIN_VALUE;
  private boolean started;
  private long unreadable;

  /** Is told how far it has come. */
  @FunctionalInterface
  public interface Progress {
    /**
     * As often as there is a tick.
     *
     * @param ratio of the records, 0 to 1
     * @param watermarkMs the event time reached
     */
    void at(double ratio, long watermarkMs);
  }

  private Backtest(
      EvaluationOptions options,
      List<RuleGroup> groups,
      long fromMs,
      long toMs,
      Progress progress) {
    this.groups = List.copyOf(groups);
    this.fromMs = fromMs;
    this.toMs = toMs;
    this.progress = progress;
    this.replay = new Replay(options, groups, findings);
    List<Subscription> looked = looked(options, groups);
    this.longestMs = looked.stream().mapToLong(Subscription::retentionMs).max().orElse(0);
    this.ofOthers =
        new RecordFilter(looked.stream().map(this::ofOthers).toList(), REMEMBERED_SERIES);
  }

  /**
   * Runs the rules of these groups for the instants from {@code fromMs} to {@code toMs}, as far as
   * the log goes. Windows are filled from before.
   *
   * @param consumer of the log, in no group, that reads what is committed; it stays open
   */
  public static BacktestReport run(
      Consumer<byte[], byte[]> consumer,
      EvaluationOptions options,
      List<RuleGroup> groups,
      long fromMs,
      long toMs,
      Progress progress) {
    Backtest backtest = new Backtest(options, groups, fromMs, toMs, progress);
    OrderedLog log = new OrderedLog(consumer, fromMs - backtest.longestMs);
    log.read(backtest);
    return backtest.report(log.beginMs());
  }

  private static List<Subscription> looked(EvaluationOptions options, List<RuleGroup> groups) {
    ScopePlanner planner =
        new ScopePlanner(
            new Parser(options.engine().parser()), options.clusterLabel(), 1, Set.of());
    List<Subscription> looked = new ArrayList<>();
    for (ScopedGroup group : planner.plan(new RuleSet(groups)).groups()) {
      for (PlannedRule rule : group.rules()) {
        looked.addAll(EngineFactory.subscriptions(rule, group.group(), options));
      }
    }
    return looked;
  }

  /** The same without what the rules themselves yield: of that the log has another text's. */
  private Subscription ofOthers(Subscription looked) {
    List<Matcher> matchers = new ArrayList<>(looked.matchers());
    for (RuleGroup group : groups) {
      for (Rule rule : group.rules()) {
        String label = rule instanceof AlertingRule ? AlertSeries.ALERT_NAME : Labels.NAME;
        matchers.add(Matcher.of(Matcher.Type.NOT_EQUAL, label, rule.name()));
      }
    }
    return new Subscription(matchers, looked.retentionMs());
  }

  @Override
  public boolean reached(long watermarkMs, double ratio) {
    if (watermarkMs <= reachedMs) {
      return true;
    }
    reachedMs = watermarkMs;
    if (watermarkMs < fromMs) {
      replay.pass(watermarkMs);
    } else {
      if (!started) {
        // Where evaluation begins: the first instant is the next one.
        replay.advance(fromMs - 1);
        started = true;
      }
      replay.advance(Math.min(watermarkMs, toMs));
    }
    progress.at(ratio, watermarkMs);
    return watermarkMs < toMs;
  }

  @Override
  public void samples(Topic topic, byte[] value) {
    try {
      if (topic == Topic.SAMPLES) {
        replay.take(value);
        return;
      }
      byte[] ofOtherRules = ofOthers.filter(value);
      if (ofOtherRules != null) {
        replay.take(ofOtherRules);
      }
    } catch (WireFormatException e) {
      unreadable++;
    }
  }

  private BacktestReport report(long logBeginMs) {
    List<AlertEpisode> episodes = new ArrayList<>(findings.episodes());
    episodes.sort(
        Comparator.comparingLong(AlertEpisode::pendingAtMs)
            .thenComparing(AlertEpisode::alert)
            .thenComparing(AlertEpisode::labels));
    return new BacktestReport(
        fromMs,
        started ? Math.min(reachedMs, toMs) : fromMs,
        replay.samplesRead(),
        outcomes(episodes),
        episodes,
        notes(logBeginMs));
  }

  private List<String> notes(long logBeginMs) {
    List<String> notes = new ArrayList<>();
    if (!started) {
      notes.add("The log has nothing of this time: nothing was evaluated.");
    } else if (reachedMs < toMs) {
      notes.add("The log ends at " + Instant.ofEpochMilli(reachedMs) + ".");
    }
    if (logBeginMs != Long.MAX_VALUE && logBeginMs > fromMs - longestMs + 60_000) {
      notes.add(
          "The log begins at "
              + Instant.ofEpochMilli(logBeginMs)
              + ", windows of "
              + DurationText.format(longestMs)
              + " were not full at first.");
    }
    if (unreadable > 0) {
      notes.add(unreadable + " records can't be read, and were passed over.");
    }
    return notes;
  }

  private List<BacktestReport.RuleOutcome> outcomes(List<AlertEpisode> episodes) {
    Map<String, BacktestReport.RuleOutcome> byName = new LinkedHashMap<>();
    for (GroupStatus group : replay.status()) {
      for (GroupStatus.RuleStatus status : group.rules()) {
        BacktestReport.RuleOutcome outcome = outcome(group.group(), status, episodes);
        byName.putIfAbsent(outcome.group() + "/" + outcome.rule(), outcome);
      }
    }
    return List.copyOf(byName.values());
  }

  private BacktestReport.RuleOutcome outcome(
      RuleGroup group, GroupStatus.RuleStatus status, List<AlertEpisode> episodes) {
    Rule rule = status.rule();
    List<AlertEpisode> own =
        episodes.stream()
            .filter(e -> e.alert().equals(rule.name()) && e.group().equals(group.key()))
            .toList();
    boolean records = rule instanceof RecordingRule;
    Findings.Recorded recorded = findings.recorded(records ? rule.name() : "");
    long fired = own.stream().filter(AlertEpisode::fired).count();
    return new BacktestReport.RuleOutcome(
        group.key(),
        rule.name(),
        !records,
        recorded.series(),
        recorded.samples(),
        records ? 0 : fired,
        records ? 0 : own.size() - fired,
        status.lastError());
  }
}

package io.tributary.streams.topology;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.promql.syntax.Parser;
import io.tributary.streams.RuleEngineConfig;
import io.tributary.streams.eval.EngineFactory;
import io.tributary.streams.eval.EvaluationMetrics;
import io.tributary.streams.eval.GroupStatus;
import io.tributary.streams.eval.RulePlan;
import io.tributary.streams.eval.ScopePlanner;
import io.tributary.streams.eval.ScopedGroup;
import io.tributary.streams.rule.RuleSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rule engine's Kafka Streams application. Thread-safe. */
public final class RuleStreams implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RuleStreams.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final KafkaStreams streams;
  private final ScopePlanner planner;
  private final CurrentPlan plan;
  private final TaskStates states;
  private final boolean leavesGroup;
  private final String advertised;
  private final int partitions;

  private RuleStreams(
      KafkaStreams streams,
      ScopePlanner planner,
      CurrentPlan plan,
      TaskStates states,
      int partitions,
      RuleEngineConfig config) {
    this.streams = streams;
    this.planner = planner;
    this.plan = plan;
    this.states = states;
    this.partitions = partitions;
    this.leavesGroup = config.instanceId().isEmpty();
    this.advertised = config.advertised();
  }

  /** Starts with these rules; returns before the application has its partitions. */
  public static RuleStreams start(
      RuleEngineConfig config, RuleSet rules, PrometheusRegistry registry, InstantSource clock) {
    int partitions = EngineTopics.ensure(config);
    ScopePlanner planner =
        new ScopePlanner(
            new Parser(config.engine().parser()),
            config.clusterLabel(),
            partitions,
            config.shardedClusters());
    CurrentPlan plan = new CurrentPlan(planner.plan(rules));
    TaskStates states = new TaskStates();
    TaskContext context =
        new TaskContext(
            partitions,
            plan,
            new EngineFactory(config.evaluation(), new EvaluationMetrics(registry)),
            new EngineMetrics(registry),
            states,
            new KafkaHistory(config.kafka()));
    KafkaStreams streams =
        new KafkaStreams(
            RuleTopology.build(context, GatherTopic.name(config.applicationId())),
            StreamsSettings.of(config));
    streams.setUncaughtExceptionHandler(new ThreadFailures(config.threads(), clock));
    streams.setGlobalStateRestoreListener(new RestoreLog());
    logScopes(plan.get());
    streams.start();
    return new RuleStreams(streams, planner, plan, states, partitions, config);
  }

  /** Evaluates these rules from each task's next tick on. */
  public void use(RuleSet rules) {
    RulePlan next = planner.plan(rules);
    plan.set(next);
    logScopes(next);
  }

  private static void logScopes(RulePlan plan) {
    for (ScopedGroup group : plan.groups()) {
      log.debug("group {} is {}: {}", group.group().key(), group.scope(), group.reason());
    }
  }

  /** The rules in force, each group with its scope. */
  public RulePlan plan() {
    return plan.get();
  }

  public boolean ready() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /** Whether it stopped for failures; it does not start again by itself. */
  public boolean failed() {
    return streams.state() == KafkaStreams.State.ERROR;
  }

  /** What the application is doing. */
  public String status() {
    return switch (streams.state()) {
      case RUNNING -> "rules: running";
      case CREATED, REBALANCING -> "rules: taking over partitions and restoring their state";
      case PENDING_SHUTDOWN, NOT_RUNNING -> "rules: stopped";
      case PENDING_ERROR, ERROR ->
          "rules: stopped after failures, see the log; a restart goes on where they were";
    };
  }

  /** Where the HTTP of the other instances is, {@code host:port}, as far as they say. */
  public Set<String> others() {
    Set<String> others = new TreeSet<>();
    for (StreamsMetadata instance : streams.metadataForAllStreamsClients()) {
      HostInfo host = instance.hostInfo();
      String address = host.host() + ":" + host.port();
      if (!host.equals(HostInfo.unavailable()) && !address.equals(advertised)) {
        others.add(address);
      }
    }
    return others;
  }

  /** How many tasks there are in all instances together. */
  public int taskCount() {
    return partitions == 1 ? 1 : partitions + 1;
  }

  /** How the groups of each task stand. */
  public Map<String, List<GroupStatus>> states() {
    return states.all();
  }

  @Override
  public void close() {
    boolean closed =
        streams.close(
            CloseOptions.timeout(CLOSE_TIMEOUT)
                .withGroupMembershipOperation(
                    leavesGroup
                        ? GroupMembershipOperation.LEAVE_GROUP
                        : GroupMembershipOperation.REMAIN_IN_GROUP));
    if (!closed) {
      log.warn(
          "the rule engine did not stop within {}; its last step will be done again",
          CLOSE_TIMEOUT);
    }
  }
}

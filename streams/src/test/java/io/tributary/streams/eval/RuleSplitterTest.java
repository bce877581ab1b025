package io.tributary.streams.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.promql.exec.Engine;
import io.tributary.promql.exec.EngineOptions;
import io.tributary.promql.exec.Interrupt;
import io.tributary.promql.exec.Value;
import io.tributary.promql.source.InMemorySource;
import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That what partitions work out, put together, is what one evaluation over all series gives. */
class RuleSplitterTest {
  private static final int PARTITIONS = 3;
  private static final long AT_MS = 600_000;
  private static final long INTERVAL_MS = 15_000;

  private final EngineOptions options =
      EngineOptions.defaults().withParser(ParserOptions.everything());
  private final Parser parser = new Parser(options.parser());
  private final Engine engine = new Engine(options);
  private final InMemorySource whole = new InMemorySource();
  private final List<InMemorySource> parts = new ArrayList<>();
  private final InMemorySource merger = new InMemorySource();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(rate(requests_total[5m]))",
        "sum by (job) (rate(requests_total[5m]))",
        "sum without (instance, cluster) (rate(requests_total[5m]))",
        "count by (job) (load > 3)",
        "min(load)",
        "max by (job) (load)",
        "group by (job) (load)",
        "avg(load)",
        "avg by (job) (load)",
        "avg without (instance, cluster) (load)",
        "stddev(load)",
        "stdvar by (job) (load)",
        "stdvar without (instance, cluster) (rate(requests_total[5m]))",
        "topk(3, load)",
        "bottomk by (job) (2, load)",
        "limitk(4, load)",
        "count_values(\"value\", round(load))",
        "count_values without (instance, cluster) (\"value\", round(load))",
        "quantile(0.9, load)",
        "quantile by (job) (0.5, rate(requests_total[5m]))",
        "limit_ratio(0.5, load)",
        "sum by (__name__) ({__name__=~\"load|requests_total\"})",
        "avg by (__name__) ({__name__=~\"load|requests_total\"})",
        "stddev by (job) ({__name__=~\"load|requests_total\"})",
        "sum(load) / count(load)",
        "sum(load) > 5 and count(load) > 2",
        "sum by (cluster) (load)",
        "sum(sum by (cluster) (load))",
        "1 - avg(load) / scalar(max(load))",
        "absent(sum(nothing))",
        "absent(sum(load))",
        "absent(load)",
        "absent(nothing)",
        "absent(nothing{job=\"a$1\",instance=~\"i.*\",zone!=\"z\",role=\"r\",role=\"s\"})",
        "absent(rate(nothing[5m]))",
        "absent(load{job=\"rare\"})",
        "absent(load{job=\"none\"})",
        "absent_over_time(load[5m])",
        "absent_over_time(nothing{job=\"a \\\"b\\\"\"}[5m])",
        "absent_over_time(max by (cluster) (nothing)[5m:1m])",
        "absent(load) or absent(nothing{job=\"x\"})",
        "-sum(load)",
        "label_replace(sum by (job) (load), \"role\", \"$1\", \"job\", \"(.*)\")",
        "topk(scalar(count(load) / 4), load)",
        "histogram_quantile(0.9, sum by (le) (load))",
        "sum(load) or vector(0)",
        "sum(nothing) or vector(0)",
        "sort_desc(sum by (job) (load))",
      })
  void split_givesWhatOneEvaluationGives(String query) {
    load();
    RuleSplitter splitter =
        new RuleSplitter(
            parser, new ClusterLocality("cluster", Set.of()), expr -> true, INTERVAL_MS, 0);
    RuleSplitter.Split split = splitter.split(parser.parse(query));
    assertThat(split.partials()).isNotEmpty();
    for (Partial partial : split.partials()) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        send(partial, partition);
      }
    }

    Map<Labels, Double> expected = values(query, whole);
    Map<Labels, Double> merged = values(split.merged().text(), merger);
    assertThat(merged.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (labels, value) ->
            assertThat(merged.get(labels))
                .as(labels.toString())
                .isCloseTo(value, within(Math.abs(value) * 1e-12 + 1e-15)));
  }

  /** Each cluster is in one partition; two of three partitions have what the third has not. */
  private void load() {
    for (int i = 0; i < PARTITIONS; i++) {
      parts.add(new InMemorySource());
    }
    Random random = new Random(7);
    for (int cluster = 0; cluster < 7; cluster++) {
      for (int instance = 0; instance < 5; instance++) {
        String job = cluster % PARTITIONS == 2 && instance < 3 ? "rare" : "job" + instance % 2;
        double counter = 1000 * random.nextDouble();
        for (long at = 0; at <= AT_MS; at += INTERVAL_MS) {
          counter += random.nextInt(20) == 0 ? -counter : random.nextInt(50) / 7.0;
          append("requests_total", cluster, instance, job, at, counter);
          append("load", cluster, instance, job, at, 10 * random.nextGaussian());
        }
      }
    }
  }

  private void append(
      String name, int cluster, int instance, String job, long timestampMs, double value) {
    Labels labels =
        Labels.of(
            Map.of(
                "__name__",
                name,
                "cluster",
                "c" + cluster,
                "instance",
                "i" + instance,
                "job",
                job));
    whole.append(labels, timestampMs, value, 0);
    parts.get(cluster % PARTITIONS).append(labels, timestampMs, value, 0);
  }

  private void send(Partial partial, int partition) {
    values(partial.expr(), parts.get(partition))
        .forEach(
            (labels, value) -> {
              LabelsBuilder sent = labels.toBuilder().set(PartialSeries.PARTIAL, partial.id());
              if (partial.perPartition()) {
                sent.set(PartialSeries.PARTITION, Integer.toString(partition));
              }
              merger.append(sent.build(), AT_MS, value, 0);
            });
  }

  private Map<Labels, Double> values(String query, InMemorySource source) {
    Map<Labels, Double> values = new TreeMap<>();
    Value value = engine.instant(query, source, AT_MS, Interrupt.never()).value();
    for (Value.Sample sample : ((Value.Vector) value).samples()) {
      values.put(sample.labels(), sample.value());
    }
    return values;
  }
}

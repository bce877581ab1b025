package io.tributary.promql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.ParserOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SkipBucketsTest {
  /** Of each selector in the plan, from left to right, whether it does without buckets. */
  private static List<Boolean> bucketless(String query) {
    Plan plan = new Lowering(0, 0).lower(new Parser(ParserOptions.everything()).parse(query));
    List<Boolean> found = new ArrayList<>();
    collect(new SkipBuckets().apply(plan), found);
    return found;
  }

  private static void collect(Plan plan, List<Boolean> found) {
    if (plan instanceof Plan.Select select) {
      found.add(select.selector().bucketless());
    } else if (plan instanceof Plan.Window window) {
      found.add(window.selector().bucketless());
    }
    plan.children().forEach(child -> collect(child, found));
  }

  @Test
  void countsAndSums_doWithoutBuckets() {
    assertThat(bucketless("histogram_count(h)")).containsExactly(true);
    assertThat(bucketless("histogram_sum(sum by (job) (rate(h[5m])))")).containsExactly(true);
    assertThat(bucketless("histogram_avg(h) > histogram_avg(h offset 1h)"))
        .containsExactly(true, true);
  }

  @Test
  void othersNeedThem() {
    assertThat(bucketless("h")).containsExactly(false);
    assertThat(bucketless("histogram_quantile(0.9, rate(h[5m]))")).containsExactly(false);
    assertThat(bucketless("histogram_stddev(h)")).containsExactly(false);
    assertThat(bucketless("histogram_count(h unless histogram_quantile(0.5, h) < 3)"))
        .containsExactly(true, false);
  }

  @Test
  void trimmedAndComparedNeedThem() {
    assertThat(bucketless("histogram_count(h </ 2)")).containsExactly(false);
    assertThat(bucketless("histogram_count(h == h)")).containsExactly(false, false);
  }

  @Test
  void subqueriesNeedThem() {
    assertThat(bucketless("histogram_count(increase(h[40m:9m]))")).containsExactly(false);
    assertThat(bucketless("max_over_time(histogram_count(h)[40m:9m])")).containsExactly(true);
  }
}

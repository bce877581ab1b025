package io.tributary.sink.relabel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tributary.schemas.labels.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The cases are those that Prometheus's documentation of {@code relabel_config} describes. */
class RelabelingTest {
  private static final Labels LABELS =
      Labels.of("__name__", "up", "cluster", "eu-1", "replica", "Rep-B", "job", "node");

  private static @Nullable Labels apply(RelabelRule... rules) {
    return new Relabeling(List.of(rules)).apply(LABELS);
  }

  private static RelabelRule target(
      RelabelAction action, String target, long modulus, String... sources) {
    return new RelabelRule(action, List.of(sources), ";", "(.*)", modulus, target, "$1");
  }

  @Test
  void replace_expandsGroups() {
    assertThat(
            apply(RelabelRule.replace(List.of("cluster"), "(\\w+)-(?P<n>\\d)", "zone", "${n}-$1")))
        .isEqualTo(LABELS.toBuilder().set("zone", "1-eu").build());
  }

  @Test
  void replace_joinsSources() {
    assertThat(apply(RelabelRule.replace(List.of("job", "none", "cluster"), "(.*)", "all", "<$1>")))
        .extracting(labels -> labels.get("all"))
        .isEqualTo("<node;;eu-1>");
  }

  @Test
  void replace_isAnchored() {
    assertThat(apply(RelabelRule.replace(List.of("job"), "od", "x", "y"))).isEqualTo(LABELS);
  }

  @Test
  void replace_withNothingRemovesTheTarget() {
    assertThat(apply(RelabelRule.replace(List.of("job"), "node", "replica", "")))
        .isEqualTo(LABELS.without(List.of("replica")));
  }

  @Test
  void replace_expandsTheTarget() {
    assertThat(apply(RelabelRule.replace(List.of("job"), "(.*)", "is_$1", "$$yes")))
        .extracting(labels -> labels.get("is_node"))
        .isEqualTo("$yes");
  }

  @Test
  void replace_treatsUnknownGroupsAsEmpty() {
    assertThat(apply(RelabelRule.replace(List.of("job"), "(.*)", "x", "a${9}b$1x$nope-${bad")))
        .extracting(labels -> labels.get("x"))
        .isEqualTo("ab-${bad");
  }

  @Test
  void keepAndDrop_decideOnTheWhole() {
    RelabelRule keep = RelabelRule.of(RelabelAction.KEEP, List.of("job"), "node|web");
    RelabelRule drop = RelabelRule.of(RelabelAction.DROP, List.of("job"), "nod");
    assertThat(apply(keep, drop)).isEqualTo(LABELS);
    assertThat(apply(RelabelRule.of(RelabelAction.DROP, List.of("job"), "nod."))).isNull();
    assertThat(apply(RelabelRule.of(RelabelAction.KEEP, List.of("job"), "web"))).isNull();
  }

  @Test
  void equal_comparesWithTheTarget() {
    assertThat(apply(target(RelabelAction.KEEP_EQUAL, "job", 0, "job"))).isEqualTo(LABELS);
    assertThat(apply(target(RelabelAction.KEEP_EQUAL, "job", 0, "cluster"))).isNull();
    assertThat(apply(target(RelabelAction.DROP_EQUAL, "job", 0, "job"))).isNull();
  }

  @Test
  void labelDropAndKeep_goByName() {
    assertThat(apply(RelabelRule.of(RelabelAction.LABEL_DROP, List.of(), "rep.*|job")))
        .isEqualTo(Labels.of("__name__", "up", "cluster", "eu-1"));
    assertThat(apply(RelabelRule.of(RelabelAction.LABEL_KEEP, List.of(), "job")))
        .isEqualTo(Labels.of("job", "node"));
  }

  @Test
  void labelMap_copiesUnderANewName() {
    RelabelRule map =
        new RelabelRule(RelabelAction.LABEL_MAP, List.of(), ";", "c(.*)", 0, "", "k8s_$1");
    assertThat(apply(map)).isEqualTo(LABELS.toBuilder().set("k8s_luster", "eu-1").build());
  }

  @Test
  void casing_changesValues() {
    assertThat(
            apply(
                target(RelabelAction.LOWERCASE, "low", 0, "replica"),
                target(RelabelAction.UPPERCASE, "up", 0, "job", "cluster")))
        .isEqualTo(LABELS.toBuilder().set("low", "rep-b").set("up", "NODE;EU-1").build());
  }

  /** The expected value is that of Prometheus's own test: md5("foo") modulo 1000. */
  @Test
  void hashMod_agreesWithPrometheus() {
    Relabeling relabeling = new Relabeling(List.of(target(RelabelAction.HASH_MOD, "d", 1000, "c")));
    assertThat(relabeling.apply(Labels.of("a", "foo", "b", "bar", "c", "baz")))
        .isEqualTo(Labels.of("a", "foo", "b", "bar", "c", "baz", "d", "976"));
  }

  @Test
  void rule_refusesWhatCannotWork() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RelabelRule.of(RelabelAction.KEEP, List.of("a"), "(("))
        .withMessageContaining("((");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RelabelRule.of(RelabelAction.KEEP, List.of("a"), "((a{100}){100}){100}"))
        .withMessageContaining("too large");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> target(RelabelAction.HASH_MOD, "x", 0, "a"))
        .withMessageContaining("modulus");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> target(RelabelAction.LOWERCASE, "", 0, "a"))
        .withMessageContaining("target_label");
  }
}

package io.tributary.schemas.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {
  private static final Labels UP = Labels.of("job", "node", "__name__", "up", "cluster", "app");

  @Test
  void of_sortsByName() {
    assertThat(UP.size()).isEqualTo(3);
    assertThat(UP.name(0)).isEqualTo("__name__");
    assertThat(UP.name(1)).isEqualTo("cluster");
    assertThat(UP.name(2)).isEqualTo("job");
    assertThat(UP.value(2)).isEqualTo("node");
  }

  @Test
  void of_sortsByCodePointsNotByUtf16Units() {
    String beyondTheSurrogates = "\uFF5E";
    String outsideTheFirstPlane = "\uD83D\uDE00";

    Labels labels = Labels.of(outsideTheFirstPlane, "1", beyondTheSurrogates, "2");

    assertThat(labels.name(0)).isEqualTo(beyondTheSurrogates);
  }

  @Test
  void of_leavesOutEmptyValues() {
    assertThat(Labels.of("a", "", "b", "1")).isEqualTo(Labels.of("b", "1"));
    assertThat(Labels.of("a", "")).isEqualTo(Labels.EMPTY);
  }

  @Test
  void of_refusesRepeatedNamesAndOddCounts() {
    assertThatThrownBy(() -> Labels.of("a", "1", "a", "2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label \"a\" is there twice");
    assertThatThrownBy(() -> Labels.of("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without a value");
  }

  @Test
  void get_findsByName() {
    assertThat(UP.get("job")).isEqualTo("node");
    assertThat(UP.get("instance")).isNull();
    assertThat(UP.getOrEmpty("instance")).isEmpty();
    assertThat(UP.metricName()).isEqualTo("up");
    assertThat(UP.has("cluster")).isTrue();
    assertThat(UP.has("clusters")).isFalse();
  }

  @Test
  void subsets_keepTheOrder() {
    assertThat(UP.withoutName()).isEqualTo(Labels.of("cluster", "app", "job", "node"));
    assertThat(UP.without(List.of("job", "none")))
        .isEqualTo(Labels.of("__name__", "up", "cluster", "app"));
    assertThat(UP.only(List.of("job", "none"))).isEqualTo(Labels.of("job", "node"));
    assertThat(UP.only(List.of())).isSameAs(Labels.EMPTY);
    assertThat(UP.without(List.of("none"))).isSameAs(UP);
  }

  @Test
  void builder_replacesAndRemoves() {
    LabelsBuilder builder = UP.toBuilder().set("job", "kubelet").remove("cluster").set("a", "1");

    assertThat(builder.getOrEmpty("a")).isEqualTo("1");
    assertThat(builder.build()).isEqualTo(Labels.of("__name__", "up", "a", "1", "job", "kubelet"));
    assertThat(builder.set("a", "").build())
        .isEqualTo(Labels.of("__name__", "up", "job", "kubelet"));
    assertThat(UP.get("job")).isEqualTo("node");
  }

  @Test
  void builder_growsPastItsFirstSize() {
    LabelsBuilder builder = Labels.builder();
    for (int i = 0; i < 100; i++) {
      builder.add("l" + (1000 - i), "v" + i);
    }

    Labels labels = builder.build();

    assertThat(labels.size()).isEqualTo(100);
    assertThat(labels.name(0)).isEqualTo("l1000");
    assertThat(labels.get("l950")).isEqualTo("v50");
  }

  @Test
  void equality_isThatOfTheContents() {
    Labels same = Labels.of(Map.of("cluster", "app", "__name__", "up", "job", "node"));

    assertThat(same).isEqualTo(UP).hasSameHashCodeAs(UP).isEqualByComparingTo(UP);
    assertThat(Labels.of("a", "b")).isNotEqualTo(Labels.of("ab", "b"));
  }

  @Test
  void compareTo_putsPrefixesFirst() {
    Labels a = Labels.of("a", "1");
    Labels ab = Labels.of("a", "1", "b", "1");

    assertThat(a).isLessThan(ab);
    assertThat(ab).isLessThan(Labels.of("a", "2"));
  }

  @Test
  void toString_isAsPromqlWritesIt() {
    assertThat(UP).hasToString("up{cluster=\"app\", job=\"node\"}");
    assertThat(Labels.of("__name__", "up")).hasToString("up");
    assertThat(Labels.EMPTY).hasToString("{}");
    assertThat(Labels.of("__name__", "http.requests", "a b", "x\"y\\z\n"))
        .hasToString("{\"http.requests\", \"a b\"=\"x\\\"y\\\\z\\n\"}");
  }

  @Test
  void ofSorted_takesOnlyWhatIsSorted() {
    assertThat(Labels.ofSorted(new String[] {"a", "1", "b", "2"}))
        .isEqualTo(Labels.of("b", "2", "a", "1"));
    assertThatThrownBy(() -> Labels.ofSorted(new String[] {"b", "2", "a", "1"}))
        .hasMessageContaining("labels out of order");
    assertThatThrownBy(() -> Labels.ofSorted(new String[] {"a", "1", "a", "2"}))
        .hasMessageContaining("labels out of order");
    assertThatThrownBy(() -> Labels.ofSorted(new String[] {"a", ""}))
        .hasMessageContaining("without a value");
  }
}

package io.tributary.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTableTest {
  private static final Labels A1 = Labels.of("__name__", "a", "i", "1");
  private static final Labels A2 = Labels.of("__name__", "a", "i", "2", "__type__", "gauge");
  private static final Labels B1 = Labels.of("__name__", "b", "i", "1");

  @Test
  void droppingNames_dropsTypeAndUnitToo() {
    SeriesTable table = SeriesTable.of(A1, A2).droppingNames(false);
    assertThat(table.labels(0)).isEqualTo(Labels.of("i", "1"));
    assertThat(table.labels(1)).isEqualTo(Labels.of("i", "2"));
    assertThat(table.hasDuplicates()).isFalse();
  }

  @Test
  void droppingNames_ofDifferentMetrics_mayMakeThemTheSame() {
    assertThat(SeriesTable.of(A1, B1).droppingNames(false).hasDuplicates()).isTrue();
    assertThat(SeriesTable.ofDistinct(List.of(A1, B1)).droppingNames(false).hasDuplicates())
        .isTrue();
  }

  @Test
  void delayed_dropsAtTheEndOnly() {
    SeriesTable table = SeriesTable.of(A1, B1).droppingNames(true);
    assertThat(table.labels(0)).isEqualTo(A1);
    assertThat(table.dropsName(0)).isTrue();
    assertThat(table.hasDuplicates()).isFalse();
    assertThat(table.withDelayedRemoval().labels(1)).isEqualTo(Labels.of("i", "1"));
  }

  @Test
  void select_keepsWhatIsStillToBeDropped() {
    SeriesTable chosen = SeriesTable.of(A1, A2, B1).droppingNames(true).select(new int[] {2, 0});
    assertThat(chosen.size()).isEqualTo(2);
    assertThat(chosen.labels(0)).isEqualTo(B1);
    assertThat(chosen.dropsName(1)).isTrue();
  }

  @Test
  void grouping_byLabels_findsGroupsInTheOrderOfTheirFirstMembers() {
    SeriesTable table = SeriesTable.of(B1, A2, A1);
    Grouping grouping = Grouping.of(table, List.of("i"), false);
    assertThat(grouping.table.labels(0)).isEqualTo(Labels.of("i", "1"));
    assertThat(grouping.members[0]).containsExactly(0, 2);
    assertThat(grouping.members[1]).containsExactly(1);
  }

  @Test
  void grouping_byNothing_isOneGroup() {
    Grouping grouping = Grouping.of(SeriesTable.of(A1, B1), List.of(), false);
    assertThat(grouping.members).hasDimensions(1, 2);
    assertThat(grouping.table.labels(0)).isEqualTo(Labels.EMPTY);
  }

  @Test
  void grouping_byTheName_seesThatItIsGone() {
    SeriesTable dropped = SeriesTable.of(A1, B1).droppingNames(false);
    assertThat(Grouping.of(dropped, List.of("__name__"), false).members).hasDimensions(1, 2);
    assertThat(Grouping.of(SeriesTable.of(A1, B1), List.of("__name__"), false).members)
        .hasDimensions(2, 1);
  }

  @Test
  void grouping_without_leavesTheOthers() {
    Grouping grouping = Grouping.of(SeriesTable.of(A1, B1), List.of("i"), true);
    assertThat(grouping.members).hasDimensions(1, 2);
  }
}

package io.tributary.promql.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.kernel.Notes;
import io.tributary.promql.kernel.TimeGrid;
import io.tributary.promql.source.InMemorySource;
import org.junit.jupiter.api.Test;

class ScopeTest {
  private final Scope scope =
      new Evaluation(
              EngineOptions.defaults(),
              new InMemorySource(),
              0,
              100,
              new Notes(),
              new Budget(EngineOptions.defaults(), Interrupt.never()))
          .scope(new TimeGrid(0, 10, 11));

  @Test
  void keep_worksOutOnce_andInEachScopeByItself() {
    Object key = new Object();
    assertThat(scope.keep(key, () -> "here")).isEqualTo("here");
    assertThat(scope.keep(key, () -> "again")).isEqualTo("here");
    Scope inner = scope.on(TimeGrid.instant(5));
    assertThat(inner.keep(key, () -> "inside")).isEqualTo("inside");
  }

  @Test
  void on_theSameGrid_isTheSameScope() {
    assertThat(scope.on(TimeGrid.instant(5))).isSameAs(scope.on(TimeGrid.instant(5)));
    assertThat(scope.on(new TimeGrid(0, 10, 11))).isSameAs(scope);
    assertThat(scope.on(TimeGrid.instant(5)).on(new TimeGrid(0, 10, 11))).isSameAs(scope);
  }

  @Test
  void keep_mayNeedWhatOthersKeep() {
    Object outer = new Object();
    Object inner = new Object();
    assertThat(scope.keep(outer, () -> scope.keep(inner, () -> 1) + 1)).isEqualTo(2);
  }
}

package io.tributary.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectedSeriesTest {
  @Test
  void place_agreesWithListAndSetThroughRandomSteps() {
    Random random = new Random(1);
    SelectedSeries series = new SelectedSeries(1_000_000);
    List<Fingerprint> selected = new ArrayList<>();
    Set<Fingerprint> unselected = new HashSet<>();
    for (int step = 0; step < 50_000; step++) {
      // Few distinct low halves, so that hashes collide and removals move entries back.
      Fingerprint key = new Fingerprint(random.nextInt(40), 7L * random.nextInt(30));
      int place = series.place(key.high(), key.low());
      if (unselected.contains(key)) {
        assertThat(place).isEqualTo(SelectedSeries.UNSELECTED);
      } else if (selected.contains(key)) {
        assertThat(series.at(place).high).isEqualTo(key.high());
        assertThat(series.at(place).low).isEqualTo(key.low());
        if (random.nextBoolean()) {
          series.remove(place);
          selected.remove(key);
        }
      } else {
        assertThat(place).isEqualTo(SelectedSeries.UNKNOWN);
        if (random.nextInt(10) == 0) {
          series.addUnselected(key.high(), key.low());
          unselected.add(key);
        } else {
          series.add(new Series(step, key, Labels.EMPTY));
          selected.add(key);
        }
      }
      if (random.nextInt(2_000) == 0) {
        series.forgetUnselected();
        unselected.clear();
      }
    }
    assertThat(series.count()).isEqualTo(selected.size());
  }

  @Test
  void unselected_areForgottenOnceThereAreTooMany() {
    SelectedSeries series = new SelectedSeries(2);
    series.add(new Series(0, new Fingerprint(9, 9), Labels.EMPTY));
    for (int i = 1; i <= 3; i++) {
      series.addUnselected(i, i);
    }

    assertThat(series.place(1, 1)).isEqualTo(SelectedSeries.UNKNOWN);
    assertThat(series.place(3, 3)).isEqualTo(SelectedSeries.UNSELECTED);
    assertThat(series.place(9, 9)).isZero();
  }
}

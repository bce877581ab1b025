package io.tributary.hub.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import org.junit.jupiter.api.Test;

class SeriesTableTest {
  private final SeriesTable table = new SeriesTable();

  /** Every 64th has the same low bits, so that slots are contended. */
  private static Fingerprint fingerprint(int i) {
    return new Fingerprint(i, (long) (i / 64) << 32 | i % 64);
  }

  private void add(int from, int to) {
    for (int i = from; i < to; i++) {
      Labels labels = Labels.of("i", Integer.toString(i));
      assertThat(table.add(fingerprint(i), new HeadSeries(labels))).isEqualTo(i);
    }
  }

  @Test
  void series_areFoundByFingerprint_whateverIsGuessed() {
    add(0, 5000);

    for (int i = 0; i < 5000; i++) {
      assertThat(table.find(fingerprint(i), i)).isEqualTo(i);
      assertThat(table.find(fingerprint(i), (i + 7) % 5000)).isEqualTo(i);
      assertThat(table.find(fingerprint(i), 5000)).isEqualTo(i);
      assertThat(table.get(i).labels.get("i")).isEqualTo(Integer.toString(i));
    }
    assertThat(table.find(fingerprint(5000), 0)).isEqualTo(SeriesTable.NONE);
    assertThat(table.size()).isEqualTo(5000);
  }

  @Test
  void series_moveToAnotherTable() {
    add(0, 100);
    SeriesTable other = new SeriesTable();

    assertThat(other.addFrom(table, 42)).isZero();

    assertThat(other.find(fingerprint(42), 0)).isZero();
    assertThat(other.get(0)).isSameAs(table.get(42));
  }

  @Test
  void lookUps_besideAdding_findAllThatWasAddedBefore() throws InterruptedException {
    add(0, 100);
    int[] missing = new int[1];
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  int size = table.size();
                  while (size < 50_000) {
                    for (int i = 0; i < size; i += 1 + i / 8) {
                      missing[0] += table.find(fingerprint(i), 0) == i ? 0 : 1;
                    }
                    size = table.size();
                  }
                });
    add(100, 50_000);
    reader.join();

    assertThat(missing[0]).isZero();
  }
}

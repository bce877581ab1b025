package io.tributary.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Fingerprint;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintTableTest {
  @Test
  void table_agreesWithHashMap() {
    Random random = new Random(1);
    FingerprintTable table = new FingerprintTable();
    Map<Fingerprint, Integer> expected = new HashMap<>();
    for (int step = 0; step < 200_000; step++) {
      // Few distinct low halves, so that chains are long and removals move entries back.
      Fingerprint key = new Fingerprint(random.nextInt(40), 7L * random.nextInt(30));
      if (random.nextInt(3) == 0) {
        table.remove(key.high(), key.low());
        expected.remove(key);
      } else {
        table.put(key.high(), key.low(), step);
        expected.put(key, step);
      }
    }
    assertThat(table.size()).isEqualTo(expected.size());
    for (long high = 0; high < 40; high++) {
      for (long low = 0; low < 210; low++) {
        assertThat(table.get(high, low))
            .isEqualTo(expected.getOrDefault(new Fingerprint(high, low), FingerprintTable.ABSENT));
      }
    }
  }

  @Test
  void clear_leavesNothing() {
    FingerprintTable table = new FingerprintTable();
    table.put(1, 2, 3);

    table.clear();

    assertThat(table.get(1, 2)).isEqualTo(FingerprintTable.ABSENT);
    assertThat(table.size()).isZero();
  }
}

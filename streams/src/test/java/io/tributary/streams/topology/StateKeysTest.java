package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.streams.eval.PendingCorrections;
import io.tributary.streams.window.AgeClass;
import java.util.HexFormat;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class StateKeysTest {
  @Test
  void keys_areTheseBytes() {
    assertThat(hex(StateKeys.of(StateKeys.FORMAT))).isEqualTo("46");
    assertThat(hex(StateKeys.of(StateKeys.EVALUATED))).isEqualTo("54");
    assertThat(hex(StateKeys.numbered(StateKeys.SERIES, 258))).isEqualTo("5300000102");
    assertThat(hex(StateKeys.block(AgeClass.HOUR, 513))).isEqualTo("42010000000000000201");
    assertThat(hex(StateKeys.numbered(StateKeys.WATERMARK, 3))).isEqualTo("5700000003");
    assertThat(hex(StateKeys.sequenced(StateKeys.WAITING, 7))).isEqualTo("510000000000000007");
    assertThat(hex(StateKeys.ofRule(StateKeys.ALERT, "rules.yml/g/Down", new Fingerprint(1, 2))))
        .isEqualTo("41" + "9387e4209718eb3ef92d209cd9dc1e65" + "00000000000000010000000000000002");
  }

  @Test
  void correction_isTheseBytes() {
    PendingCorrections pending = new PendingCorrections("v1", 1, 2, 258);

    assertThat(hex(StateKeys.correction("rules.yml/g"))).startsWith("4b").hasSize(34);
    byte[] value = StateKeys.correctionValue(pending);
    assertThat(HexFormat.of().formatHex(value))
        .isEqualTo("0000000000000001" + "0000000000000002" + "0000000000000102" + "7631");
    assertThat(StateKeys.correction(value)).isEqualTo(pending);
  }

  @Test
  void keys_areReadBack() {
    Bytes block = StateKeys.block(AgeClass.DAYS, 1L << 40);

    assertThat(StateKeys.age(block)).isEqualTo(AgeClass.DAYS);
    assertThat(StateKeys.blockSequence(block)).isEqualTo(1L << 40);
    assertThat(StateKeys.number(StateKeys.numbered(StateKeys.SERIES, -1))).isEqualTo(-1);
    assertThat(StateKeys.sequence(StateKeys.sequenced(StateKeys.WAITING, 9))).isEqualTo(9);
  }

  @Test
  void keys_ofAKindLieInOrderOfSequences() {
    for (long sequence = 0; sequence < 100_000; sequence += 97) {
      assertThat(StateKeys.block(AgeClass.DAY, sequence))
          .isLessThan(StateKeys.block(AgeClass.DAY, sequence + 97));
    }
  }

  @Test
  void ruleValue_isReadBack() {
    byte[] value = StateKeys.ruleValue("ä/b", new byte[] {1, 2});

    assertThat(StateKeys.ruleKey(value)).isEqualTo("ä/b");
    assertThat(StateKeys.payload(value)).containsExactly(1, 2);
  }

  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.get());
  }
}

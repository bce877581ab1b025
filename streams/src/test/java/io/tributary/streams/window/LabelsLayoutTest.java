package io.tributary.streams.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.schemas.labels.Labels;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class LabelsLayoutTest {
  private static final Labels LABELS = Labels.of("__name__", "up", "job", "ä");

  @Test
  void encode_givesTheseBytes() {
    assertThat(HexFormat.of().formatHex(LabelsLayout.encode(LABELS)))
        .isEqualTo("0102" + "085f5f6e616d655f5f" + "027570" + "036a6f62" + "02c3a4");
  }

  @Test
  void decode_givesBackWhatWasEncoded() {
    assertThat(LabelsLayout.decode(LabelsLayout.encode(LABELS))).isEqualTo(LABELS);
    assertThat(LabelsLayout.decode(LabelsLayout.encode(Labels.EMPTY))).isEqualTo(Labels.EMPTY);
  }

  @Test
  void decode_refusesWhatIsCutOff() {
    byte[] good = LabelsLayout.encode(LABELS);
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> LabelsLayout.decode(cut)).isInstanceOf(CorruptStateException.class);
    }
  }
}

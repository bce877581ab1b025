package io.tributary.schemas.labels;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  @Test
  void fingerprint_isTheStartOfSha256OverTheSeparatedLabels() throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest("__name__\u00ffup\u00ffjob\u00ffnode\u00ff".getBytes(ISO_8859_1));

    assertThat(Fingerprint.of(Labels.of("job", "node", "__name__", "up")))
        .isEqualTo(Fingerprint.read(digest, 0));
  }

  @Test
  void fingerprint_staysWhatItIs() {
    // Written in topics and state stores: a change of this value is a change of their format.
    assertThat(Fingerprint.of(Labels.of("__name__", "up", "job", "node")))
        .hasToString("98d994527137a6ec514311301ec0cdb8");
  }

  @Test
  void fingerprint_tellsWhereTextIsSplit() {
    assertThat(Fingerprint.of(Labels.of("a", "bc")))
        .isNotEqualTo(Fingerprint.of(Labels.of("ab", "c")));
    assertThat(Fingerprint.of(Labels.of("a", "b", "c", "d")))
        .isNotEqualTo(Fingerprint.of(Labels.of("a", "d", "c", "b")));
  }

  @Test
  void writeAndRead_areInverse() {
    Fingerprint fingerprint = new Fingerprint(0x0123456789abcdefL, -2);
    byte[] bytes = new byte[Fingerprint.BYTES + 3];
    fingerprint.write(bytes, 3);

    assertThat(bytes).startsWith(0, 0, 0, 0x01, 0x23, 0x45);
    assertThat(Fingerprint.read(bytes, 3)).isEqualTo(fingerprint);
  }

  @Test
  void order_isThatOfTheUnsignedBytes() {
    assertThat(new Fingerprint(1, 0)).isLessThan(new Fingerprint(-1, 0));
    assertThat(new Fingerprint(1, 1)).isLessThan(new Fingerprint(1, -1));
  }
}

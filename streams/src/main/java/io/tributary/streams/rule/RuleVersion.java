package io.tributary.streams.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Names a rule's text by its hash, so that an alert's history tells which text decided it. */
final class RuleVersion {
  private static final int BYTES = 6;

  private RuleVersion() {}

  /** The parts' printed forms must be the same for equal parts: texts, durations, sorted maps. */
  static String of(Object... parts) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(Arrays.toString(parts).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package io.tributary.hub.block;

import java.util.random.RandomGenerator;

/**
 * Names of blocks: 26 characters of Crockford's base 32 that sort by time
 * (https://github.com/ulid/spec).
 *
 * <pre>
 *   10 characters: 48 bits of milliseconds since the epoch | 16 characters: 80 random bits
 * </pre>
 */
public final class Ulid {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 26;

  private Ulid() {}

  /** A new name of this time. */
  public static String of(long timestampMs, RandomGenerator random) {
    StringBuilder text = new StringBuilder(LENGTH);
    for (int shift = 45; shift >= 0; shift -= 5) {
      text.append(ALPHABET.charAt((int) (timestampMs >>> shift) & 31));
    }
    for (int i = 10; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(random.nextInt(32)));
    }
    return text.toString();
  }

  /** Whether the text is such a name. */
  public static boolean is(String text) {
    if (text.length() != LENGTH || text.charAt(0) > '7') {
      return false;
    }
    return text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }
}

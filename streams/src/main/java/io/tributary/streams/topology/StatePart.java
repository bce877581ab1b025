package io.tributary.streams.topology;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/**
 * A part of a task's state whose form changes by itself. The key {@code F} holds which form each
 * was written in:
 *
 * <pre>
 *   code (1)      of a part        \  once for each part, in order of codes
 *   version (1)   of its form      /
 * </pre>
 *
 * What another engine wrote is of use as far as both have a part in the same form. The rest is
 * thrown away rather than misread.
 */
enum StatePart {
  /** What windows hold. */
  WINDOWS(1, 4, StateKeys.SERIES, StateKeys.BLOCK, StateKeys.CHUNK, StateKeys.COVERAGE),

  /** What rules yield, and have ceased to yield. */
  OUTPUTS(2, 1, StateKeys.OUTPUT, StateKeys.ENDED),

  /** Alerts. */
  ALERTS(3, 1, StateKeys.ALERT),

  /** Texts of rules that are in force. */
  TEXTS(4, 2, StateKeys.TEXT),

  /** What is to be corrected. */
  CORRECTIONS(5, 1, StateKeys.CORRECTION),

  /** How far the task has evaluated. */
  PROGRESS(6, 1, StateKeys.EVALUATED),

  /** What the merger was sent and has yet to take. */
  MERGING(7, 2, StateKeys.WATERMARK, StateKeys.FEEDS, StateKeys.WAITING);

  private final byte code;

  /** Changes with every change that an engine of before would misread. */
  private final byte version;

  /** The kinds of its keys, one a character. */
  private final String kinds;

  StatePart(int code, int version, byte... kinds) {
    this.code = (byte) code;
    this.version = (byte) version;
    this.kinds = new String(kinds, ISO_8859_1);
  }

  /** Whether keys of this kind are of the part. */
  boolean has(byte kind) {
    return kinds.indexOf((char) kind) >= 0;
  }

  /** The forms of this engine. */
  static byte[] forms() {
    ByteBuffer forms = ByteBuffer.allocate(2 * values().length);
    for (StatePart part : values()) {
      forms.put(part.code).put(part.version);
    }
    return forms.array();
  }

  /** The parts that are of use in a store of these forms. */
  static Set<StatePart> usable(byte[] forms) {
    Set<StatePart> usable = EnumSet.noneOf(StatePart.class);
    for (StatePart part : values()) {
      for (int i = 0; i + 1 < forms.length; i += 2) {
        if (forms[i] == part.code && forms[i + 1] == part.version) {
          usable.add(part);
        }
      }
    }
    // Windows lack what waits for the merger, and corrections compare with what windows hold.
    if (!usable.contains(MERGING)) {
      usable.remove(WINDOWS);
    }
    if (!usable.contains(WINDOWS)) {
      usable.remove(CORRECTIONS);
      usable.remove(MERGING);
    }
    return usable;
  }
}

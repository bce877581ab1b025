package io.tributary.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.eval.PendingCorrections;
import io.tributary.streams.window.AgeClass;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of a task's state store. The first byte is the kind; numbers are big-endian, so that
 * keys of a kind lie in order of their numbers.
 *
 * <pre>
 *   F                                    the forms of all that follows, see StatePart
 *   T                                    instant evaluated last
 *   S | series id (4)                    labels of a series
 *   B | age class (1) | sequence (8)     block of samples
 *   C | series id (4) | number (8)       chunk of a series' samples; numbers are shifted by 2^63
 *   O | rule (16) | fingerprint (16)     series that a rule yields
 *   E | rule (16) | fingerprint (16)     series that a rule has ended: when, and its labels
 *   A | rule (16) | fingerprint (16)     alert of a rule, by its labels
 *   P | rule (16)                        text of a rule that is in force
 *   V | selector's fingerprint (16)      what windows hold of a selector
 *   K | group (16)                       which results of a group are to be corrected
 *   W | partition (4)                    merger: first and latest watermark of a partition
 *   D | partition (4) | watermark (8)    merger: what a partition sends after its watermark
 *   Q | sequence (8)                     merger: record that waits for other partitions
 * </pre>
 *
 * A rule stands as the fingerprint of its key, which the value holds in full.
 */
final class StateKeys {
  static final byte FORMAT = 'F';
  static final byte EVALUATED = 'T';
  static final byte SERIES = 'S';
  static final byte BLOCK = 'B';
  static final byte CHUNK = 'C';
  static final byte OUTPUT = 'O';
  static final byte ENDED = 'E';
  static final byte ALERT = 'A';
  static final byte TEXT = 'P';
  static final byte COVERAGE = 'V';
  static final byte CORRECTION = 'K';
  static final byte WATERMARK = 'W';
  static final byte FEEDS = 'D';
  static final byte WAITING = 'Q';

  private StateKeys() {}

  static Bytes of(byte kind) {
    return Bytes.wrap(new byte[] {kind});
  }

  /** The key after all keys of a kind. */
  static Bytes after(byte kind) {
    return of((byte) (kind + 1));
  }

  static Bytes numbered(byte kind, int number) {
    byte[] key = new byte[5];
    ByteBuffer.wrap(key).put(kind).putInt(number);
    return Bytes.wrap(key);
  }

  static Bytes sequenced(byte kind, long sequence) {
    byte[] key = new byte[9];
    ByteBuffer.wrap(key).put(kind).putLong(sequence);
    return Bytes.wrap(key);
  }

  static Bytes block(AgeClass age, long sequence) {
    byte[] key = new byte[10];
    ByteBuffer.wrap(key).put(BLOCK).put((byte) age.code()).putLong(sequence);
    return Bytes.wrap(key);
  }

  /** Watermarks are shifted so that those below 0 lie before others. */
  static Bytes feeds(int partition, long afterMs) {
    return shifted(FEEDS, partition, afterMs);
  }

  static long feedsAfterMs(Bytes key) {
    return shifted(key);
  }

  static Bytes chunk(int seriesId, long number) {
    return shifted(CHUNK, seriesId, number);
  }

  static long chunkNumber(Bytes key) {
    return shifted(key);
  }

  private static Bytes shifted(byte kind, int number, long shifted) {
    byte[] key = new byte[13];
    ByteBuffer.wrap(key).put(kind).putInt(number).putLong(shifted ^ Long.MIN_VALUE);
    return Bytes.wrap(key);
  }

  private static long shifted(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong(5) ^ Long.MIN_VALUE;
  }

  static Bytes ofRule(byte kind, String ruleKey, Fingerprint fingerprint) {
    byte[] key = new byte[1 + 2 * Fingerprint.BYTES];
    key[0] = kind;
    Fingerprint.of(Labels.of("rule", ruleKey)).write(key, 1);
    fingerprint.write(key, 1 + Fingerprint.BYTES);
    return Bytes.wrap(key);
  }

  static Bytes textInForce(String ruleKey) {
    byte[] key = new byte[1 + Fingerprint.BYTES];
    key[0] = TEXT;
    Fingerprint.of(Labels.of("rule", ruleKey)).write(key, 1);
    return Bytes.wrap(key);
  }

  static Bytes coverage(String selector) {
    byte[] key = new byte[1 + Fingerprint.BYTES];
    key[0] = COVERAGE;
    Fingerprint.of(Labels.of("selector", selector)).write(key, 1);
    return Bytes.wrap(key);
  }

  /** {@code from (8) | retention (8) | selector}. */
  static byte[] coverageValue(String selector, long fromMs, long retentionMs) {
    byte[] text = selector.getBytes(UTF_8);
    return ByteBuffer.allocate(2 * Long.BYTES + text.length)
        .putLong(fromMs)
        .putLong(retentionMs)
        .put(text)
        .array();
  }

  static Bytes correction(String groupKey) {
    byte[] key = new byte[1 + Fingerprint.BYTES];
    key[0] = CORRECTION;
    Fingerprint.of(Labels.of("group", groupKey)).write(key, 1);
    return Bytes.wrap(key);
  }

  /** {@code since (8) | from (8) | to (8) | version}. */
  static byte[] correctionValue(PendingCorrections pending) {
    byte[] version = pending.version().getBytes(UTF_8);
    return ByteBuffer.allocate(3 * Long.BYTES + version.length)
        .putLong(pending.sinceMs())
        .putLong(pending.fromMs())
        .putLong(pending.toMs())
        .put(version)
        .array();
  }

  static PendingCorrections correction(byte[] value) {
    ByteBuffer fields = ByteBuffer.wrap(value);
    long sinceMs = fields.getLong();
    long fromMs = fields.getLong();
    long toMs = fields.getLong();
    return new PendingCorrections(UTF_8.decode(fields).toString(), sinceMs, fromMs, toMs);
  }

  static int number(Bytes key) {
    return ByteBuffer.wrap(key.get()).getInt(1);
  }

  static long sequence(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong(1);
  }

  static AgeClass age(Bytes blockKey) {
    return AgeClass.ofCode(blockKey.get()[1]);
  }

  static long blockSequence(Bytes blockKey) {
    return ByteBuffer.wrap(blockKey.get()).getLong(2);
  }

  /** {@code length of the rule's key (2) | rule's key | payload}. */
  static byte[] ruleValue(String ruleKey, byte[] payload) {
    byte[] key = ruleKey.getBytes(UTF_8);
    byte[] value = new byte[2 + key.length + payload.length];
    ByteBuffer.wrap(value).putShort((short) key.length).put(key).put(payload);
    return value;
  }

  static String ruleKey(byte[] ruleValue) {
    return new String(ruleValue, 2, ruleKeyLength(ruleValue), UTF_8);
  }

  static byte[] payload(byte[] ruleValue) {
    int from = 2 + ruleKeyLength(ruleValue);
    return Arrays.copyOfRange(ruleValue, from, ruleValue.length);
  }

  private static int ruleKeyLength(byte[] ruleValue) {
    return ByteBuffer.wrap(ruleValue).getShort() & 0xFFFF;
  }
}

package io.tributary.gateway.ingest;

import io.tributary.schemas.labels.Fingerprint;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All that the gateway needs to know of a series that it has judged before, so that its next sample
 * costs a look-up and no label work. The key is the series' labels as one protocol version sent
 * them; a series that arrives in several forms has an entry for each.
 */
final class KnownSeries extends BytesTable.Entry {
  /** Rough bytes of an entry beside its key and symbols: objects, fingerprint, slots. */
  private static final int OVERHEAD_BYTES = 160;

  final Cluster cluster;
  final int shard;
  final long fingerprintHigh;
  final long fingerprintLow;

  /** name, value, name, value, ... sorted by name. */
  final Symbol[] symbols;

  /** The symbols' ids once more: read for every sample, without a step to each symbol. */
  final int[] symbolIds;

  final FamilyState family;

  /**
   * The series that came after this one last time. Agents send their series in the same order again
   * and again, so the guess is mostly right, and saves hashing the labels. Written by any thread.
   */
  private @Nullable KnownSeries next;

  /** Whether the table had room for it. */
  boolean inTable;

  private boolean forgotten;

  /** Written by any thread, read by the sweep; a lost update costs a minute. */
  private int lastSeenMinute;

  KnownSeries(
      byte[] key,
      long hash,
      Cluster cluster,
      int shard,
      Fingerprint fingerprint,
      Symbol[] symbols,
      FamilyState family) {
    super(key, hash);
    this.cluster = cluster;
    this.shard = shard;
    this.fingerprintHigh = fingerprint.high();
    this.fingerprintLow = fingerprint.low();
    this.symbols = symbols;
    this.symbolIds = new int[symbols.length];
    for (int i = 0; i < symbols.length; i++) {
      symbolIds[i] = symbols[i].id;
    }
    this.family = family;
  }

  /** The series that may come now, if its key is in {@code bytes[from, to)}; else null. */
  @Nullable KnownSeries nextIf(byte[] bytes, int from, int to) {
    KnownSeries guess = next;
    return guess != null && Arrays.equals(guess.key, 0, guess.key.length, bytes, from, to)
        ? guess
        : null;
  }

  /** One that is in no table would only be kept alive by this. */
  void next(@Nullable KnownSeries followed) {
    next = followed == null || followed.inTable ? followed : null;
  }

  void seen(int minute) {
    if (lastSeenMinute != minute) {
      lastSeenMinute = minute;
    }
  }

  /** Whether it was last seen before that minute; once it was, that stands. */
  boolean forget(int oldestMinute) {
    forgotten |= lastSeenMinute < oldestMinute;
    return forgotten;
  }

  int bytes() {
    return OVERHEAD_BYTES + key.length + 8 * symbols.length;
  }
}

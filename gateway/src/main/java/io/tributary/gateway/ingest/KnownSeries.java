package io.tributary.gateway.ingest;

import io.tributary.schemas.labels.Fingerprint;

/**
 * All that the gateway needs to know of a series that it has judged before, so that its next sample
 * costs a look-up and no label work. The key is the series' labels as one protocol version sent
 * them; a series that arrives in several forms has an entry for each.
 */
final class KnownSeries extends BytesTable.Entry {
  /** Rough bytes of an entry beside its key and symbols: objects, fingerprint, slots. */
  private static final int OVERHEAD_BYTES = 128;

  final Cluster cluster;
  final int shard;
  final Fingerprint fingerprint;

  /** name, value, name, value, ... sorted by name. */
  final Symbol[] symbols;

  final FamilyState family;

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
    this.fingerprint = fingerprint;
    this.symbols = symbols;
    this.family = family;
  }

  void seen(int minute) {
    if (lastSeenMinute != minute) {
      lastSeenMinute = minute;
    }
  }

  int lastSeenMinute() {
    return lastSeenMinute;
  }

  int bytes() {
    return OVERHEAD_BYTES + key.length + 4 * symbols.length;
  }
}

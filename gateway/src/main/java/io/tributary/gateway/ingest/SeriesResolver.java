package io.tributary.gateway.ingest;

import io.tributary.gateway.GatewayConfig;
import io.tributary.schemas.labels.Fingerprint;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The label work for a series not seen before: its cluster, its labels in order, its fingerprint.
 * One for each worker; not thread-safe, but for what it shares.
 */
final class SeriesResolver {
  private final GatewayConfig config;
  private final Clusters clusters;
  private final SymbolPool pool;
  private final Families families;
  private final Symbol clusterLabel;
  private final MessageDigest sha256;

  SeriesResolver(GatewayConfig config, Clusters clusters, SymbolPool pool, Families families) {
    this.config = config;
    this.clusters = clusters;
    this.pool = pool;
    this.families = families;
    this.clusterLabel = pool.intern(config.clusterLabel());
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java lacks SHA-256", e);
    }
  }

  /** The cluster of valid labels, or null where they are not valid: then they say why. */
  @Nullable Cluster admit(LabelSet labels) {
    if (labels.check() != null) {
      return null;
    }
    String own = labels.cluster();
    String name = own != null ? own : config.defaultCluster();
    if (name == null) {
      labels.fault(
          RejectReason.MISSING_CLUSTER,
          "no label \"%s\" that names the cluster: set externalLabels: {%s: NAME} at the agent, or a default cluster at the gateway"
              .formatted(config.clusterLabel(), config.clusterLabel()));
      return null;
    }
    Cluster cluster = clusters.of(name);
    if (cluster == null) {
      labels.fault(
          RejectReason.TOO_MANY_CLUSTERS,
          "cluster \"%s\" is one more than the limit of %d"
              .formatted(name, config.limits().clusters()));
    }
    return cluster;
  }

  /** The series of labels that have been admitted, under this key. */
  KnownSeries resolve(LabelSet labels, Cluster cluster, byte[] key, long hash) {
    Symbol[] symbols = sorted(labels, labels.cluster() == null ? cluster : null);
    Fingerprint fingerprint = fingerprint(symbols);
    return new KnownSeries(
        key,
        hash,
        cluster,
        cluster.shardOf(fingerprint.low()),
        fingerprint,
        symbols,
        families.of(cluster, labels.metricName()));
  }

  private Symbol[] sorted(LabelSet labels, @Nullable Cluster added) {
    Symbol[] symbols = new Symbol[2 * (labels.size() + (added == null ? 0 : 1))];
    int size = 0;
    for (int i = 0; i < labels.size(); i++) {
      size = insert(symbols, size, labels.name(i, pool), labels.value(i, pool));
    }
    if (added != null) {
      insert(symbols, size, clusterLabel, pool.intern(added.name));
    }
    return symbols;
  }

  /** Insertion sort: most senders sort already. */
  private static int insert(Symbol[] symbols, int size, Symbol name, Symbol value) {
    int i = size;
    while (i > 0 && Arrays.compareUnsigned(symbols[i - 2].key, name.key) > 0) {
      symbols[i] = symbols[i - 2];
      symbols[i + 1] = symbols[i - 1];
      i -= 2;
    }
    symbols[i] = name;
    symbols[i + 1] = value;
    return size + 2;
  }

  /** As {@link Fingerprint#of}, from bytes. */
  private Fingerprint fingerprint(Symbol[] symbols) {
    for (Symbol symbol : symbols) {
      sha256.update(symbol.key);
      sha256.update((byte) 0xFF);
    }
    return Fingerprint.read(sha256.digest(), 0);
  }
}

package io.tributary.streams.eval;

/**
 * Whether an expression can be evaluated cluster by cluster, or series by series; see {@link
 * ClusterLocality}.
 */
sealed interface Locality {
  /** A number or text that no series has a part in. */
  record Constant() implements Locality {}

  /** Each result carries the label of the one cluster whose series it comes from. */
  record OfOneCluster() implements Locality {}

  /** Each result comes from one series alone, wherever in its cluster that lies. */
  record OfOneSeries() implements Locality {}

  /**
   * A result may come from series of several clusters, or of none.
   *
   * @param reason what of the expression makes it so
   */
  record Mixed(String reason) implements Locality {}
}

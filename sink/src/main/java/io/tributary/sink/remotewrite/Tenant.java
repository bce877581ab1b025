package io.tributary.sink.remotewrite;

/** Which tenant data is written for: the value of the {@code X-Scope-OrgID} header. */
public sealed interface Tenant {
  /** The receiver knows no tenants. */
  record None() implements Tenant {}

  /** All data belongs to one tenant. */
  record Fixed(String tenant) implements Tenant {}

  /**
   * Each cluster is a tenant.
   *
   * @param acrossClusters the tenant of results of rules across clusters
   */
  record FromCluster(String acrossClusters) implements Tenant {}

  /** The header's value for data of this cluster; empty for no header. */
  default String of(String cluster) {
    return switch (this) {
      case None() -> "";
      case Fixed(String tenant) -> tenant;
      case FromCluster(String acrossClusters) -> cluster.isEmpty() ? acrossClusters : cluster;
    };
  }
}

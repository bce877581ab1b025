package io.tributary.sink.remotewrite;

/**
 * Whether the receiver was seen to keep the valid part of a 2.0 request that it refused. Where it
 * does, a request of which nothing was written has nothing valid in it, and need not be cut up to
 * find what is.
 */
final class PartialWrites {
  private volatile boolean seen;

  boolean seen() {
    return seen;
  }

  void saw() {
    seen = true;
  }
}

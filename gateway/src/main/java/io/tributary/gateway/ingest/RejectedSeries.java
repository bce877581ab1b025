package io.tributary.gateway.ingest;

import java.util.ArrayList;
import java.util.List;

/**
 * The rejected series of one request that go to the rejected topic: the first few, as requests of
 * one series in the protocol version that they came in.
 */
final class RejectedSeries {
  /** Of one request. */
  private static final int MAX_SERIES = 10;

  private static final int MAX_BYTES = 64 << 10;

  /** One of them. */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
  record Item(String cluster, WriteMessage message, byte[] value, String reason, String detail) {}

  private final List<Item> items = new ArrayList<>();

  void clear() {
    items.clear();
  }

  /** Whether one of this size would be kept. */
  boolean wants(int bytes) {
    return items.size() < MAX_SERIES && bytes <= MAX_BYTES;
  }

  void add(Item item) {
    items.add(item);
  }

  List<Item> items() {
    return List.copyOf(items);
  }
}

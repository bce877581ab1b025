package io.tributary.sink.remotewrite;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits in one lane, by tenant. Parts of one tenant leave in the order in which they came, in
 * batches that are full or have lingered. Its size is bounded by the bytes that the poll loop lets
 * out.
 *
 * <p>Threading: any.
 */
final class LaneQueue {
  /** A part and when it came. */
  private record Waiting(Part part, long sinceNs) {}

  /** One tenant's parts and their totals. */
  private static final class TenantQueue {
    final ArrayDeque<Waiting> parts = new ArrayDeque<>();
    long samples;
    long bytes;
  }

  private final int maxSamples;
  private final int maxBytes;
  private final long lingerNs;
  private final Map<String, TenantQueue> tenants = new LinkedHashMap<>();
  private boolean closed;

  LaneQueue(int maxSamples, int maxBytes, Duration linger) {
    this.maxSamples = maxSamples;
    this.maxBytes = maxBytes;
    this.lingerNs = linger.toNanos();
  }

  synchronized void add(String tenant, Part part) {
    TenantQueue queue = tenants.computeIfAbsent(tenant, t -> new TenantQueue());
    queue.parts.addLast(new Waiting(part, System.nanoTime()));
    queue.samples += part.samples();
    queue.bytes += part.bytes();
    notifyAll();
  }

  /** Waits for a batch; null once closed and empty. */
  synchronized @Nullable Batch take() throws InterruptedException {
    while (true) {
      long nowNs = System.nanoTime();
      long waitNs = Long.MAX_VALUE;
      String ready = null;
      long readySinceNs = 0;
      for (Map.Entry<String, TenantQueue> entry : tenants.entrySet()) {
        long sinceNs = entry.getValue().parts.getFirst().sinceNs();
        long leftNs = sinceNs + lingerNs - nowNs;
        if (closed || leftNs <= 0 || isFull(entry.getValue())) {
          if (ready == null || sinceNs - readySinceNs < 0) {
            ready = entry.getKey();
            readySinceNs = sinceNs;
          }
        } else {
          waitNs = Math.min(waitNs, leftNs);
        }
      }
      if (ready != null) {
        return cut(ready);
      }
      if (closed) {
        return null;
      }
      // 0 stands for ever.
      wait(waitNs == Long.MAX_VALUE ? 0 : 1 + waitNs / 1_000_000);
    }
  }

  private boolean isFull(TenantQueue queue) {
    return queue.samples >= maxSamples || queue.bytes >= maxBytes;
  }

  private Batch cut(String tenant) {
    TenantQueue queue = tenants.get(tenant);
    List<Part> parts = new ArrayList<>();
    long samples = 0;
    long bytes = 0;
    while (queue != null && !queue.parts.isEmpty()) {
      Part next = queue.parts.getFirst().part();
      if (!parts.isEmpty()
          && (samples + next.samples() > maxSamples || bytes + next.bytes() > maxBytes)) {
        break;
      }
      queue.parts.removeFirst();
      samples += next.samples();
      bytes += next.bytes();
      parts.add(next);
    }
    if (queue != null && queue.parts.isEmpty()) {
      tenants.remove(tenant);
    } else if (queue != null) {
      queue.samples -= samples;
      queue.bytes -= bytes;
    }
    return new Batch(tenant, parts);
  }

  /** What is there leaves without lingering; nothing may be added after. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}

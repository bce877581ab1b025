package io.tributary.sink.notify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits to be sent to one Alertmanager. Bounded: newer alerts push out the oldest, since an
 * old state is worth less than a new one and is sent again anyway.
 *
 * <p>Threading: any.
 */
final class SendQueue {
  private final int capacity;
  private final ArrayDeque<Notification> queue = new ArrayDeque<>();
  private boolean closed;

  SendQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Adds the notifications; answers how many had to be dropped for it, old or new. */
  synchronized int add(List<Notification> notifications) {
    if (closed) {
      return notifications.size();
    }
    queue.addAll(notifications);
    int dropped = Math.max(0, queue.size() - capacity);
    for (int i = 0; i < dropped; i++) {
      queue.removeFirst();
    }
    notifyAll();
    return dropped;
  }

  /** Waits for notifications and takes up to {@code max}; empty once closed and drained. */
  synchronized List<Notification> take(int max) throws InterruptedException {
    while (queue.isEmpty() && !closed) {
      wait();
    }
    List<Notification> taken = new ArrayList<>(Math.min(max, queue.size()));
    while (taken.size() < max && !queue.isEmpty()) {
      taken.add(queue.removeFirst());
    }
    return taken;
  }

  synchronized int size() {
    return queue.size();
  }

  /** Takes no more; what is there can still be taken. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Closes and forgets what is there; answers how many that were. */
  synchronized int discard() {
    close();
    int size = queue.size();
    queue.clear();
    return size;
  }
}

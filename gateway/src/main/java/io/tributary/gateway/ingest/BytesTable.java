package io.tributary.gateway.ingest;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries by the bytes of their key.
 *
 * <p>Threading: {@link #find} is for any thread and takes no lock. Changes take the monitor; one
 * that makes a new array leaves the readers of the old one undisturbed, who may at worst miss a new
 * entry, and then look again through {@link #add}.
 */
final class BytesTable<E extends BytesTable.Entry> {
  /** An entry with its key, which must not be changed. */
  abstract static class Entry {
    final byte[] key;
    final long hash;

    Entry(byte[] key, long hash) {
      this.key = key;
      this.hash = hash;
    }
  }

  private static final int MIN_SLOTS = 1 << 8;

  /** Open addressing, a power of two long, at most half full. */
  private volatile AtomicReferenceArray<E> slots = new AtomicReferenceArray<>(MIN_SLOTS);

  private int size;

  /** The entry of the key in {@code bytes[from, to)}, or null. */
  @Nullable E find(long hash, byte[] bytes, int from, int to) {
    AtomicReferenceArray<E> table = slots;
    int mask = table.length() - 1;
    for (int i = (int) hash & mask; ; i = (i + 1) & mask) {
      E entry = table.get(i);
      if (entry == null) {
        return null;
      }
      if (entry.hash == hash && Arrays.equals(entry.key, 0, entry.key.length, bytes, from, to)) {
        return entry;
      }
    }
  }

  /** Adds the entry, unless there is one of the same key, and returns the one that is there. */
  synchronized E add(E entry) {
    E present = find(entry.hash, entry.key, 0, entry.key.length);
    if (present != null) {
      return present;
    }
    if (2 * (size + 1) > slots.length()) {
      rebuild(2 * slots.length(), each -> true);
    }
    insert(slots, entry);
    size++;
    return entry;
  }

  /**
   * Keeps only the entries that the predicate accepts, and shows the others to the action. The
   * predicate is asked more than once for an entry, and must not change its mind.
   */
  synchronized void retain(Predicate<E> kept, Consumer<E> dropped) {
    forEach(
        entry -> {
          if (!kept.test(entry)) {
            dropped.accept(entry);
          }
        });
    rebuild(slots.length(), kept);
  }

  /** Shows every entry to the action. */
  synchronized void forEach(Consumer<E> action) {
    AtomicReferenceArray<E> table = slots;
    for (int i = 0; i < table.length(); i++) {
      E entry = table.get(i);
      if (entry != null) {
        action.accept(entry);
      }
    }
  }

  synchronized int size() {
    return size;
  }

  private void rebuild(int minimum, Predicate<E> kept) {
    AtomicReferenceArray<E> old = slots;
    int survivors = 0;
    for (int i = 0; i < old.length(); i++) {
      E entry = old.get(i);
      if (entry != null && kept.test(entry)) {
        survivors++;
      }
    }
    int length = MIN_SLOTS;
    while (length < 2 * (survivors + 1) || (length < minimum && length < 8 * survivors)) {
      length *= 2;
    }
    AtomicReferenceArray<E> fresh = new AtomicReferenceArray<>(length);
    int added = 0;
    for (int i = 0; i < old.length(); i++) {
      E entry = old.get(i);
      if (entry != null && kept.test(entry)) {
        insert(fresh, entry);
        added++;
      }
    }
    slots = fresh;
    size = added;
  }

  private static <E extends Entry> void insert(AtomicReferenceArray<E> table, E entry) {
    int mask = table.length() - 1;
    int i = (int) entry.hash & mask;
    while (table.get(i) != null) {
      i = (i + 1) & mask;
    }
    table.set(i, entry);
  }
}

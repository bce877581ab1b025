package io.tributary.streams.window;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The ended chunks of one series in order of their numbers. Of one thread. */
final class EndedChunks {
  private Chunk[] chunks = new Chunk[4];
  private int from;
  private int to;

  /** The number of the last one there was. */
  private long newest = Long.MIN_VALUE;

  boolean isEmpty() {
    return from == to;
  }

  int size() {
    return to - from;
  }

  long newest() {
    return newest;
  }

  /** The one at a place, from 0 on. */
  Chunk at(int place) {
    return chunks[from + place];
  }

  /** The one of this number, or null. */
  @Nullable Chunk of(long number) {
    int place = firstFrom(number);
    return place < size() && at(place).number == number ? at(place) : null;
  }

  /** The place of the first one of at least this number; their size where there is none. */
  int firstFrom(long number) {
    if (from == to || number > newest) {
      return to - from;
    }
    // Chunks without a gap since then lie where their numbers say.
    long back = newest - number;
    if (back < to - from && chunks[to - 1 - (int) back].number == number) {
      return to - 1 - (int) back - from;
    }
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (chunks[middle].number < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - from;
  }

  /** Puts in a chunk of a number that is not there. */
  void insert(Chunk chunk) {
    int at = from + firstFrom(chunk.number);
    if (to == chunks.length) {
      int n = to - from;
      if (n > chunks.length / 2) {
        chunks = Arrays.copyOfRange(chunks, from, from + chunks.length * 3 / 2);
      } else {
        System.arraycopy(chunks, from, chunks, 0, n);
        Arrays.fill(chunks, n, to, null);
      }
      at -= from;
      from = 0;
      to = n;
    }
    System.arraycopy(chunks, at, chunks, at + 1, to - at);
    chunks[at] = chunk;
    to++;
    newest = chunks[to - 1].number;
  }

  /** Takes out the first one. */
  void removeFirst() {
    Arrays.fill(chunks, from, from + 1, null);
    from++;
  }
}

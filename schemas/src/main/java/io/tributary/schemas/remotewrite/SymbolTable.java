package io.tributary.schemas.remotewrite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The symbols of one 2.0 request: where each lies in the request's bytes, and its text once
 * somebody asked.
 */
final class SymbolTable {
  /** More are refused: 12 bytes each would be memory that a small body commands. */
  static final int MAX_SYMBOLS = 1 << 18;

  private static final int KEPT_CAPACITY = 1 << 14;

  private byte[] bytes = new byte[0];
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private @Nullable String[] texts = new String[64];
  private int size;

  void reset(byte[] bytes) {
    this.bytes = bytes;
    if (starts.length > KEPT_CAPACITY) {
      starts = new int[KEPT_CAPACITY];
      ends = new int[KEPT_CAPACITY];
      texts = new String[KEPT_CAPACITY];
    } else {
      Arrays.fill(texts, 0, size, null);
    }
    size = 0;
  }

  void add(int start, int end) {
    if (size == starts.length) {
      if (size >= MAX_SYMBOLS) {
        throw new WireFormatException("more than " + MAX_SYMBOLS + " symbols");
      }
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      texts = Arrays.copyOf(texts, 2 * size);
    }
    starts[size] = start;
    ends[size] = end;
    size++;
  }

  int size() {
    return size;
  }

  int start(int ref) {
    return starts[ref];
  }

  int end(int ref) {
    return ends[ref];
  }

  /** The symbol as text; the same object for each call on one request. */
  String text(int ref) {
    String text = texts[ref];
    if (text == null) {
      text = new String(bytes, starts[ref], ends[ref] - starts[ref], StandardCharsets.UTF_8);
      texts[ref] = text;
    }
    return text;
  }
}

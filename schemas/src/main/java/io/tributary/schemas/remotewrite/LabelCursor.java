package io.tributary.schemas.remotewrite;

import java.nio.charset.StandardCharsets;

/**
 * Goes through labels as Remote Write 1.0 has them: a run of {@code Label} fields (number 1), each
 * {@code 1 string name, 2 string value}. An absent name or value is an empty one. UTF-8 is not
 * checked here.
 */
public final class LabelCursor {
  private static final int LABEL = 1 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int NAME = 1 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int VALUE = 2 << 3 | ProtoCursor.LENGTH_DELIMITED;

  private final ProtoCursor labels = new ProtoCursor();
  private final ProtoCursor label = new ProtoCursor();
  private byte[] bytes = new byte[0];
  private int nameStart;
  private int nameEnd;
  private int valueStart;
  private int valueEnd;

  /** Starts on the fields in {@code bytes[from, to)}; fields of other numbers are passed over. */
  public void reset(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    labels.reset(bytes, from, to);
  }

  /**
   * Goes on to the next label; false after the last.
   *
   * @throws WireFormatException where the bytes break protobuf's rules
   */
  public boolean next() {
    while (labels.hasMore()) {
      int tag = labels.readTag();
      if (tag == LABEL) {
        readLabel();
        return true;
      }
      labels.skip(tag);
    }
    return false;
  }

  private void readLabel() {
    int length = labels.readLength();
    int start = labels.position();
    int end = start + length;
    labels.position(end);
    nameStart = start;
    nameEnd = start;
    valueStart = start;
    valueEnd = start;
    label.reset(bytes, start, end);
    while (label.hasMore()) {
      int tag = label.readTag();
      switch (tag) {
        case NAME -> {
          nameEnd = label.readLength();
          nameStart = label.position();
          nameEnd += nameStart;
          label.position(nameEnd);
        }
        case VALUE -> {
          valueEnd = label.readLength();
          valueStart = label.position();
          valueEnd += valueStart;
          label.position(valueEnd);
        }
        default -> label.skip(tag);
      }
    }
  }

  /** The first byte of the name. */
  public int nameStart() {
    return nameStart;
  }

  /** The byte after the name. */
  public int nameEnd() {
    return nameEnd;
  }

  /** The first byte of the value. */
  public int valueStart() {
    return valueStart;
  }

  /** The byte after the value. */
  public int valueEnd() {
    return valueEnd;
  }

  /** The name as text; bytes that are not UTF-8 are replaced. */
  public String name() {
    return new String(bytes, nameStart, nameEnd - nameStart, StandardCharsets.UTF_8);
  }

  /** The value as text; bytes that are not UTF-8 are replaced. */
  public String value() {
    return new String(bytes, valueStart, valueEnd - valueStart, StandardCharsets.UTF_8);
  }
}

package io.tributary.schemas.remotewrite;

import java.util.Arrays;

/**
 * Takes one exemplar apart: of 1.0 {@code 1 Label*, 2 double value, 3 int64 timestamp}, of 2.0 the
 * same with label references in field 1. Reused from exemplar to exemplar.
 */
public final class ExemplarCursor {
  private static final int REF = 1 << 3 | ProtoCursor.VARINT;
  private static final int LABELS = 1 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int VALUE = 2 << 3 | ProtoCursor.FIXED64;
  private static final int TIMESTAMP = 3 << 3 | ProtoCursor.VARINT;

  private final ProtoCursor exemplar = new ProtoCursor();
  private final ProtoCursor packed = new ProtoCursor();
  private long[] refs = new long[16];
  private int refCount;
  private long valueBits;
  private long timestampMs;

  /**
   * Reads a 1.0 exemplar in {@code bytes[from, to)}. Its labels are for a {@link LabelCursor} over
   * the same range, which passes over the other fields.
   */
  public void readV1(byte[] bytes, int from, int to) {
    read(bytes, from, to, false);
  }

  /** Reads a 2.0 exemplar in {@code bytes[from, to)}. */
  public void readV2(byte[] bytes, int from, int to) {
    read(bytes, from, to, true);
  }

  private void read(byte[] bytes, int from, int to, boolean references) {
    refCount = 0;
    valueBits = 0;
    timestampMs = 0;
    exemplar.reset(bytes, from, to);
    while (exemplar.hasMore()) {
      int tag = exemplar.readTag();
      if (tag == VALUE) {
        valueBits = exemplar.readFixed64();
      } else if (tag == TIMESTAMP) {
        timestampMs = exemplar.readVarint();
      } else if (references && tag == REF) {
        addRef(exemplar.readVarint());
      } else if (references && tag == LABELS) {
        int length = exemplar.readLength();
        packed.reset(bytes, exemplar.position(), exemplar.position() + length);
        exemplar.position(exemplar.position() + length);
        while (packed.hasMore()) {
          addRef(packed.readVarint());
        }
      } else {
        exemplar.skip(tag);
      }
    }
  }

  private void addRef(long ref) {
    if (refCount == refs.length) {
      if (refCount >= SeriesBody.MAX_LABEL_REFS) {
        throw new WireFormatException(
            "more than " + SeriesBody.MAX_LABEL_REFS + " label references in one exemplar");
      }
      refs = Arrays.copyOf(refs, 2 * refCount);
    }
    refs[refCount++] = ref;
  }

  /** How many label references there are; 0 for an exemplar of 1.0. */
  public int labelRefCount() {
    return refCount;
  }

  /** A label reference, not checked against any symbol table. */
  public long labelRef(int i) {
    return refs[i];
  }

  /** The bits of the value. */
  public long valueBits() {
    return valueBits;
  }

  /** When it was taken, in milliseconds since the epoch; 0 where unknown. */
  public long timestampMs() {
    return timestampMs;
  }
}

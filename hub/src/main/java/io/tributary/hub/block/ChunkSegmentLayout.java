package io.tributary.hub.block;

/**
 * The layout of a segment of chunks, {@code chunks/000001} and on (Prometheus: {@code
 * tsdb/docs/format/chunks.md}):
 *
 * <pre>
 *   +----------------------+-------------+--------------+
 *   | magic 85BD40DD, 4 B  | version 1   | 0 0 0        |
 *   +----------------------+-------------+--------------+----------------------+
 *   | length, uvarint      | encoding, 1 B              | data, length bytes   |
 *   | CRC-32C of encoding and data, 4 B big-endian      |                      |
 *   +---------------------------------------------------+----------------------+   ... more chunks
 * </pre>
 *
 * <p>A chunk's reference is {@code segment << 32 | offset}, the segments counted from 0.
 */
final class ChunkSegmentLayout {
  static final int MAGIC = 0x85BD40DD;
  static final int VERSION = 1;
  static final int HEADER_BYTES = 8;
  static final int CRC_BYTES = 4;

  /** A segment grows to this size, as in Prometheus. */
  static final long MAX_SEGMENT_BYTES = 512L << 20;

  private ChunkSegmentLayout() {}

  static long reference(int segment, long offset) {
    return (long) segment << 32 | offset;
  }

  static int segment(long reference) {
    return (int) (reference >>> 32);
  }

  static long offset(long reference) {
    return reference & 0xffff_ffffL;
  }

  static String fileName(int segment) {
    return String.format("%06d", segment + 1);
  }
}

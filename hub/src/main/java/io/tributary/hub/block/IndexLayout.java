package io.tributary.hub.block;

/**
 * The layout of a block's index, version 2 (Prometheus: {@code tsdb/docs/format/index.md}). Numbers
 * are big-endian; each section but the header ends with the CRC-32C of its content.
 *
 * <pre>
 *   header          magic BAAAD700 | version 2
 *   symbols         length, 4 B | count, 4 B | texts, ascending, each: length uvarint, UTF-8 | CRC
 *   series          each at a multiple of 16:  length uvarint | content | CRC, where the content is
 *                     labels uvarint, each: name's symbol uvarint, value's symbol uvarint
 *                     chunks uvarint, the first: min varint, max-min uvarint, reference uvarint
 *                                     the next:  min-last max uvarint, max-min uvarint, reference-last reference varint
 *   postings        each at a multiple of 4:  length, 4 B | count, 4 B | series, 4 B each: offset / 16 | CRC
 *   postings table  length, 4 B | count, 4 B | each: 2 | name text | value text | offset uvarint | CRC
 *                     ascending by name and value; the first, of the empty name and value, is that of all series
 *   contents        six offsets, 8 B each: symbols, series, label indices, their table, postings, postings table | CRC
 * </pre>
 *
 * <p>Label indices are a section that readers no longer use: none is written, and its offsets are
 * those of the sections that follow, as current Prometheus does.
 */
final class IndexLayout {
  static final int MAGIC = 0xBAAAD700;
  static final int VERSION = 2;
  static final int HEADER_BYTES = 5;
  static final int SERIES_ALIGNMENT = 16;
  static final int POSTINGS_ALIGNMENT = 4;
  static final int LABEL_PAIR = 2;
  static final int CONTENTS_BYTES = 6 * 8 + 4;

  private IndexLayout() {}
}

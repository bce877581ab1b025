package io.tributary.hub.block;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Reads a mapped file from a place on, checking each step against its end: whatever the bytes are,
 * the worst is a {@link CorruptBlockException}. Of one thread; cheap to make.
 */
final class SectionReader {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final Path file;
  private final MemorySegment bytes;
  private long position;
  private long end;

  /** Reads {@code bytes} from {@code position} up to {@code end}; the file is for messages. */
  SectionReader(Path file, MemorySegment bytes, long position, long end)
      throws CorruptBlockException {
    this.file = file;
    this.bytes = bytes;
    this.position = position;
    this.end = end;
    if (position < 0 || position > end || end > bytes.byteSize()) {
      throw new CorruptBlockException(
          file,
          "a section from "
              + position
              + " to "
              + end
              + " in a file of "
              + bytes.byteSize()
              + " bytes");
    }
  }

  /**
   * A section that begins with its length in four bytes and ends with the CRC-32C of what lies
   * between.
   *
   * @return a reader of what lies between
   */
  static SectionReader checked(Path file, MemorySegment bytes, long position)
      throws CorruptBlockException {
    SectionReader reader = new SectionReader(file, bytes, position, bytes.byteSize());
    long length = reader.readInt() & 0xffff_ffffL;
    return reader.body(length);
  }

  /** As {@link #checked}, with the length as a LEB128 number. */
  static SectionReader checkedShort(Path file, MemorySegment bytes, long position)
      throws CorruptBlockException {
    SectionReader reader = new SectionReader(file, bytes, position, bytes.byteSize());
    return reader.body(reader.readUvarint());
  }

  /** The rest of the file from a place on, less the CRC-32C at its end, which covers it. */
  static SectionReader checkedTail(Path file, MemorySegment bytes, long position)
      throws CorruptBlockException {
    SectionReader reader = new SectionReader(file, bytes, position, bytes.byteSize());
    return reader.body(reader.remaining() - 4);
  }

  private SectionReader body(long length) throws CorruptBlockException {
    if (length < 0 || length > end - position - 4) {
      throw corrupt("a section of " + length + " bytes runs over the file's end");
    }
    end = position + length;
    int expected = bytes.get(INT, end);
    CRC32C crc = new CRC32C();
    long at = position;
    while (at < end) {
      int part = (int) Math.min(1 << 30, end - at);
      ByteBuffer view = bytes.asSlice(at, part).asByteBuffer();
      crc.update(view);
      at += part;
    }
    if ((int) crc.getValue() != expected) {
      throw corrupt("the checksum of the " + length + " bytes from here does not match");
    }
    return this;
  }

  CorruptBlockException corrupt(String problem) {
    return new CorruptBlockException(file, "at byte " + position + ": " + problem);
  }

  long position() {
    return position;
  }

  long remaining() {
    return end - position;
  }

  int readByte() throws CorruptBlockException {
    need(1);
    return bytes.get(ValueLayout.JAVA_BYTE, position++) & 0xff;
  }

  int readInt() throws CorruptBlockException {
    need(4);
    int value = bytes.get(INT, position);
    position += 4;
    return value;
  }

  long readLong() throws CorruptBlockException {
    need(8);
    long value = bytes.get(LONG, position);
    position += 8;
    return value;
  }

  long readUvarint() throws CorruptBlockException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = readByte();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw corrupt("a number of more than ten bytes");
  }

  long readVarint() throws CorruptBlockException {
    long zigzag = readUvarint();
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /**
   * A count of things that take at least {@code leastBytes} bytes each, so that no lie makes the
   * caller allocate much.
   */
  int readCount(int leastBytes) throws CorruptBlockException {
    return checkCount(readUvarint(), leastBytes);
  }

  /** As {@link #readCount}, of four bytes. */
  int readIntCount(int leastBytes) throws CorruptBlockException {
    return checkCount(readInt() & 0xffff_ffffL, leastBytes);
  }

  private int checkCount(long count, int leastBytes) throws CorruptBlockException {
    if (count < 0 || count > remaining() / leastBytes || count > Integer.MAX_VALUE - 8) {
      throw corrupt("a count of " + count + " in the " + remaining() + " bytes that are left");
    }
    return (int) count;
  }

  String readText() throws CorruptBlockException {
    int length = readCount(1);
    byte[] utf8 = new byte[length];
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, position, utf8, 0, length);
    position += length;
    return new String(utf8, StandardCharsets.UTF_8);
  }

  void skip(long count) throws CorruptBlockException {
    need(count);
    position += count;
  }

  private void need(long count) throws CorruptBlockException {
    if (count < 0 || remaining() < count) {
      throw corrupt(count + " bytes are needed and " + remaining() + " are left");
    }
  }
}

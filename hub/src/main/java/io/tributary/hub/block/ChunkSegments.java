package io.tributary.hub.block;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** The chunks of a block, mapped. Any number of threads may read, each with buffers of its own. */
final class ChunkSegments {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final Path folder;
  private final List<Path> files = new ArrayList<>();
  private final List<MemorySegment> segments = new ArrayList<>();

  ChunkSegments(Path folder, Arena arena) throws IOException {
    this.folder = folder;
    for (int i = 0; ; i++) {
      Path file = folder.resolve(ChunkSegmentLayout.fileName(i));
      if (!Files.exists(file)) {
        break;
      }
      MemorySegment bytes = MappedFile.map(file, arena);
      SectionReader header = new SectionReader(file, bytes, 0, bytes.byteSize());
      int magic = header.readInt();
      int version = header.readByte();
      if (magic != ChunkSegmentLayout.MAGIC || version != ChunkSegmentLayout.VERSION) {
        throw new CorruptBlockException(
            file, String.format("is no segment of chunks: magic %08X, version %d", magic, version));
      }
      files.add(file);
      segments.add(bytes);
    }
  }

  /** Reads the chunk, checking its checksum, into {@code into}, whose arrays it may replace. */
  void read(long reference, ChunkBytes into) throws CorruptBlockException {
    int segment = ChunkSegmentLayout.segment(reference);
    if (segment < 0 || segment >= segments.size()) {
      throw new CorruptBlockException(
          folder.resolve(ChunkSegmentLayout.fileName(segment)),
          "a chunk in it, which is missing, is referred to");
    }
    Path file = files.get(segment);
    MemorySegment bytes = segments.get(segment);
    SectionReader reader =
        new SectionReader(file, bytes, ChunkSegmentLayout.offset(reference), bytes.byteSize());
    long length = reader.readUvarint();
    if (length < 0 || length > reader.remaining() - 1 - ChunkSegmentLayout.CRC_BYTES) {
      throw reader.corrupt("a chunk of " + length + " bytes runs over the file's end");
    }
    into.load(bytes, reader.position(), (int) length);
    int expected = bytes.get(INT, reader.position() + 1 + length);
    if (into.crc() != expected) {
      throw reader.corrupt("the checksum of a chunk of " + length + " bytes does not match");
    }
  }

  /** A buffer for one chunk, used again for the next. Of one thread. */
  static final class ChunkBytes {
    private byte[] buffer = new byte[1024];
    private int length;
    private final CRC32C crc = new CRC32C();

    private void load(MemorySegment from, long position, int dataBytes) {
      if (buffer.length < dataBytes + 1) {
        buffer = new byte[dataBytes + 1];
      }
      MemorySegment.copy(from, ValueLayout.JAVA_BYTE, position, buffer, 0, dataBytes + 1);
      length = dataBytes;
    }

    private int crc() {
      crc.reset();
      crc.update(buffer, 0, length + 1);
      return (int) crc.getValue();
    }

    /** The encoding's number. */
    int encoding() {
      return buffer[0] & 0xff;
    }

    /** The array in which the data lie from {@link #offset()} on. */
    byte[] array() {
      return buffer;
    }

    int offset() {
      return 1;
    }

    int length() {
      return length;
    }
  }
}

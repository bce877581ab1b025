package io.tributary.hub.block;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes chunks to segments, one after the other. Of one thread. */
final class ChunkSegmentWriter implements AutoCloseable {
  private final Path folder;
  private final long maxSegmentBytes;
  private final Section section = new Section();
  private @Nullable BlockFile file;
  private int segment = -1;
  private long bytes;

  ChunkSegmentWriter(Path folder, long maxSegmentBytes) throws IOException {
    this.folder = Files.createDirectory(folder);
    this.maxSegmentBytes = maxSegmentBytes;
  }

  /** Writes a chunk and returns its reference. */
  long write(ChunkEncoding encoding, byte[] data, int offset, int length) throws IOException {
    section.clear().putUvarint(length);
    int crcFrom = section.length();
    section.putByte(encoding.code()).putBytes(data, offset, length).putCrc(crcFrom);
    BlockFile current = fileWithRoom(section.length());
    long reference = ChunkSegmentLayout.reference(segment, current.position());
    current.write(section);
    bytes += section.length();
    return reference;
  }

  private BlockFile fileWithRoom(int needed) throws IOException {
    BlockFile current = file;
    if (current == null || current.position() + needed > maxSegmentBytes) {
      if (current != null) {
        current.close();
      }
      segment++;
      current = new BlockFile(folder.resolve(ChunkSegmentLayout.fileName(segment)));
      file = current;
      Section header = new Section();
      header.putInt(ChunkSegmentLayout.MAGIC).putByte(ChunkSegmentLayout.VERSION);
      current.write(header.putByte(0).putByte(0).putByte(0));
    }
    return current;
  }

  /** How many bytes the chunks took. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
    BlockFile.syncFolder(folder);
  }
}

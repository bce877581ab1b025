package io.tributary.hub.block;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of a block in the writing: buffered, its position known, on the disk when closed. Of one
 * thread.
 */
final class BlockFile implements AutoCloseable {
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 18);
  private long position;

  BlockFile(Path path) throws IOException {
    channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  long position() {
    return position;
  }

  void write(Section section) throws IOException {
    write(section.array(), 0, section.length());
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int part = Math.min(left, buffer.remaining());
      buffer.put(bytes, from, part);
      from += part;
      left -= part;
    }
    position += length;
  }

  /** Fills up with zeros to a multiple of {@code alignment}. */
  void align(int alignment) throws IOException {
    int over = (int) (position % alignment);
    if (over != 0) {
      write(new byte[alignment - over], 0, alignment - over);
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      flush();
      channel.force(true);
    }
  }

  /** Makes the names in a folder durable, which on POSIX systems is a sync of the folder itself. */
  static void syncFolder(Path folder) throws IOException {
    try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
      opened.force(true);
    }
  }
}

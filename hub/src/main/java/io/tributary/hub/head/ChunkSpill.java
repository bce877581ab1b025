package io.tributary.hub.head;

import io.tributary.hub.block.ChunkEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The head's sealed chunks, in files rather than in memory: two thirds of all bytes of a head are
 * in them. They are read through a mapping and mean nothing after a restart, when the head is
 * rebuilt from the log; nothing is synced. Where the disk is full, chunks stay in memory.
 *
 * <pre>
 *   a file of 64 MiB, one after the other:  encoding, 1 B | data
 *   a chunk's place:  number of the file, 12 bits | offset, 26 bits
 * </pre>
 *
 * <p>The latest chunks wait in a buffer to be written together: all series of a scrape interval
 * seal their chunks in the same moment, and a call of the system for each would cost as much as all
 * that was done for its samples.
 *
 * <p>Threading: any thread writes, reads and frees. Whoever reads makes sure that nobody frees the
 * chunk meanwhile.
 */
final class ChunkSpill implements AutoCloseable {
  static final long NONE = -1;
  private static final int OFFSET_BITS = 26;
  private static final int FILE_BYTES = 1 << OFFSET_BITS;
  private static final int MAX_FILES = 1 << 12;
  private static final Logger log = LoggerFactory.getLogger(ChunkSpill.class);

  private static final class Segment {
    final Path file;
    final FileChannel channel;
    final MemorySegment bytes;
    int length;
    int chunks;

    /** So many bytes are in the file, and found in the mapping; the rest is in the buffer. */
    volatile int written;

    Segment(Path file) throws IOException {
      this.file = file;
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.SPARSE);
      channel.write(ByteBuffer.allocate(1), FILE_BYTES - 1L);
      // Unmapped by the garbage collector when nobody can read it any more.
      bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, FILE_BYTES, Arena.ofAuto());
    }
  }

  private final Path folder;

  /** What of the current file is not written yet. Larger than any chunk. */
  private final ByteBuffer tail = ByteBuffer.allocateDirect(1 << 17);

  /** By number; null where the file is gone. Replaced as a whole when it changes. */
  private volatile List<@Nullable Segment> segments = new ArrayList<>();

  private int current = -1;
  private int made;
  private boolean failing;

  /** In a folder of its own, whose files of an earlier process are deleted. */
  ChunkSpill(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    try (Stream<Path> old = Files.list(folder)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
  }

  /** Writes a chunk and returns its place; {@link #NONE} where it cannot be written. */
  synchronized long write(ChunkEncoding encoding, byte[] data, int length) {
    if (length >= tail.capacity()) {
      return NONE;
    }
    try {
      Segment segment = withRoom(1 + length);
      if (segment == null) {
        return NONE;
      }
      tail.put((byte) encoding.code()).put(data, 0, length);
      int offset = segment.length;
      segment.length += 1 + length;
      segment.chunks++;
      return (long) current << OFFSET_BITS | offset;
    } catch (IOException e) {
      if (!failing) {
        log.error("sealed chunks stay in memory folder={}: is the disk full?", folder, e);
      }
      failing = true;
      return NONE;
    }
  }

  /** Writes what waits in the buffer. Where that fails all of it goes on to wait. */
  synchronized void flush() throws IOException {
    Segment segment = current < 0 ? null : segments.get(current);
    if (segment != null && tail.position() > 0) {
      ByteBuffer waiting = tail.duplicate().flip();
      while (waiting.hasRemaining()) {
        segment.channel.write(waiting, segment.written + (long) waiting.position());
      }
      segment.written = segment.length;
      tail.clear();
      failing = false;
    }
  }

  private @Nullable Segment withRoom(int bytes) throws IOException {
    Segment segment = current < 0 ? null : segments.get(current);
    boolean fits = segment != null && segment.length + bytes <= FILE_BYTES;
    if (!fits || tail.remaining() < bytes) {
      flush();
    }
    if (fits) {
      return segment;
    }
    int number = firstFree();
    if (number == MAX_FILES) {
      return null;
    }
    Segment next = new Segment(folder.resolve(String.format("%06d", made++)));
    int full = current;
    current = number;
    put(number, next);
    if (segment != null && segment.chunks == 0) {
      delete(full, segment);
    }
    return next;
  }

  private int firstFree() {
    int free = segments.indexOf(null);
    return free < 0 ? segments.size() : free;
  }

  private void put(int number, @Nullable Segment segment) {
    List<@Nullable Segment> next = new ArrayList<>(segments);
    if (number == next.size()) {
      next.add(segment);
    } else {
      next.set(number, segment);
    }
    segments = next;
  }

  private void delete(int number, Segment segment) throws IOException {
    put(number, null);
    segment.channel.close();
    Files.delete(segment.file);
  }

  private Segment at(long place) {
    Segment segment = segments.get((int) (place >>> OFFSET_BITS));
    if (segment == null) {
      throw new IllegalStateException("the chunk at " + place + " was freed");
    }
    return segment;
  }

  /** How the chunk is encoded. */
  ChunkEncoding encoding(long place) {
    byte[] code = new byte[1];
    read(place, 0, code, 1);
    return ChunkEncoding.of(code[0]);
  }

  /** Reads so many bytes of a chunk's data into the array's beginning. */
  void read(long place, byte[] into, int length) {
    read(place, 1, into, length);
  }

  private void read(long place, int from, byte[] into, int length) {
    Segment segment = at(place);
    int offset = (int) (place & (FILE_BYTES - 1)) + from;
    if (offset + length > segment.written && readWaiting(segment, offset, into, length)) {
      return;
    }
    MemorySegment.copy(segment.bytes, ValueLayout.JAVA_BYTE, offset, into, 0, length);
  }

  /** From the buffer; false where it has been written meanwhile. */
  private synchronized boolean readWaiting(Segment segment, int offset, byte[] into, int length) {
    if (offset + length <= segment.written) {
      return false;
    }
    tail.get(offset - segment.written, into, 0, length);
    return true;
  }

  /** A chunk is not needed any more. */
  synchronized void free(long place) {
    int number = (int) (place >>> OFFSET_BITS);
    Segment segment = at(place);
    segment.chunks--;
    if (segment.chunks == 0 && number != current) {
      try {
        delete(number, segment);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** How many bytes of files there are. */
  long fileBytes() {
    return segments.stream().filter(s -> s != null).count() * FILE_BYTES;
  }

  @Override
  public synchronized void close() throws IOException {
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      if (segment != null) {
        delete(i, segment);
      }
    }
  }
}

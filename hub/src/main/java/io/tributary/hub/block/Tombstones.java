package io.tributary.hub.block;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was deleted from a block: stretches of time of its series.
 *
 * <pre>
 *   magic 0130BA30, 4 B | version 1 | each: series uvarint, min varint, max varint | CRC-32C of all after the version, 4 B
 * </pre>
 *
 * @param intervals for each series' number the deleted stretches, both ends inclusive
 */
record Tombstones(Map<Integer, List<Interval>> intervals) {
  static final String FILE = "tombstones";
  static final Tombstones NONE = new Tombstones(Map.of());
  private static final int MAGIC = 0x0130BA30;
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 5;

  /** A stretch of time, both ends inclusive. */
  record Interval(long minMs, long maxMs) {}

  static Tombstones read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return NONE;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = MappedFile.map(file, arena);
      SectionReader header = new SectionReader(file, bytes, 0, bytes.byteSize());
      int magic = header.readInt();
      int version = header.readByte();
      if (magic != MAGIC || version != VERSION) {
        throw new CorruptBlockException(
            file, String.format("are no tombstones: magic %08X, version %d", magic, version));
      }
      SectionReader reader = SectionReader.checkedTail(file, bytes, HEADER_BYTES);
      Map<Integer, List<Interval>> intervals = new TreeMap<>();
      while (reader.remaining() > 0) {
        int series = (int) reader.readUvarint();
        Interval interval = new Interval(reader.readVarint(), reader.readVarint());
        intervals.computeIfAbsent(series, s -> new ArrayList<>()).add(interval);
      }
      return new Tombstones(intervals);
    }
  }

  /** Writes them in place of those in the folder, whole or not at all. */
  void write(Path folder) throws IOException {
    Section section = new Section().putInt(MAGIC).putByte(VERSION);
    intervals.forEach(
        (series, list) -> {
          for (Interval interval : list) {
            section
                .putUvarint(series & 0xffff_ffffL)
                .putVarint(interval.minMs)
                .putVarint(interval.maxMs);
          }
        });
    section.putCrc(HEADER_BYTES);
    WholeFile.write(folder.resolve(FILE), section.array(), 0, section.length());
  }

  /** These and one more stretch of each of the series; stretches that meet become one. */
  Tombstones with(Map<Integer, Interval> more) {
    Map<Integer, List<Interval>> all = new TreeMap<>(intervals);
    more.forEach((series, added) -> all.merge(series, List.of(added), Tombstones::joined));
    return new Tombstones(all);
  }

  private static List<Interval> joined(List<Interval> a, List<Interval> b) {
    List<Interval> sorted = new ArrayList<>(a);
    sorted.addAll(b);
    sorted.sort(Comparator.comparingLong(Interval::minMs));
    List<Interval> joined = new ArrayList<>();
    for (Interval next : sorted) {
      Interval last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && next.minMs - 1 <= last.maxMs) {
        joined.set(joined.size() - 1, new Interval(last.minMs, Math.max(last.maxMs, next.maxMs)));
      } else {
        joined.add(next);
      }
    }
    return List.copyOf(joined);
  }

  List<Interval> of(int series) {
    return intervals.isEmpty() ? List.of() : intervals.getOrDefault(series, List.of());
  }

  long count() {
    return intervals.values().stream().mapToLong(List::size).sum();
  }
}

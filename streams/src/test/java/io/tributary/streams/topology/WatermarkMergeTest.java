package io.tributary.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class WatermarkMergeTest {
  /** Of each partition, in its own order: records, and watermarks after a bar. */
  private static final String[][] PARTITIONS = {
    {"a", "|10", "b", "|20", "c", "|31", "d", "|50"},
    {"e", "|12", "f", "g", "|20", "h", "|33", "|51"},
    {"|11", "i", "|15", "j", "|16", "k", "|47", "l"},
  };

  @Test
  void merge_givesOneOrderForEveryInterleaving() {
    List<String> expected = run(new Random(0), false);
    assertThat(expected).contains("|10", "|47").doesNotContain("|50");
    for (int seed = 1; seed < 300; seed++) {
      assertThat(run(new Random(seed), false)).isEqualTo(expected);
    }
  }

  @Test
  void merge_goesOnAfterRestarts() {
    List<String> expected = run(new Random(0), false);
    for (int seed = 1; seed < 300; seed++) {
      assertThat(run(new Random(seed), true)).isEqualTo(expected);
    }
  }

  /** What the merge gives on, with the records between two watermarks sorted. */
  private static List<String> run(Random random, boolean restarts) {
    KeyValueStore<Bytes, byte[]> store = MemoryStores.create();
    List<String> given = new ArrayList<>();
    WatermarkMerge merge = start(store, given);
    int[] at = new int[PARTITIONS.length];
    int left = 0;
    for (String[] partition : PARTITIONS) {
      left += partition.length;
    }
    while (left > 0) {
      int partition = random.nextInt(PARTITIONS.length);
      if (at[partition] == PARTITIONS[partition].length) {
        continue;
      }
      String next = PARTITIONS[partition][at[partition]++];
      left--;
      if (next.startsWith("|")) {
        merge.watermark(partition, Long.parseLong(next.substring(1)));
      } else {
        merge.record(partition, content(next), next.getBytes(UTF_8));
      }
      if (restarts && random.nextInt(3) == 0) {
        merge = start(store, given);
      }
    }
    return normalized(given);
  }

  /**
   * A watermark at which no record is held back is only seen by some interleavings, and evaluates
   * the same instants early or late: so what counts is which records come before each of those that
   * every interleaving has.
   */
  private static List<String> normalized(List<String> given) {
    TreeMap<Long, List<String>> byInstant = new TreeMap<>();
    long until = Long.MIN_VALUE;
    for (String one : given) {
      if (one.startsWith("|")) {
        until = Math.max(until, Long.parseLong(one.substring(1)));
      } else {
        byInstant.computeIfAbsent(until, u -> new ArrayList<>()).add(one);
      }
    }
    List<String> lines = new ArrayList<>();
    List<String> sofar = new ArrayList<>();
    for (long instant : new long[] {10, 15, 20, 30, 45}) {
      sofar.clear();
      byInstant.headMap(instant).values().forEach(sofar::addAll);
      sofar.sort(null);
      lines.add(instant + " " + sofar);
    }
    lines.add(given.stream().filter(one -> one.startsWith("|")).findFirst().orElse("none"));
    lines.add(given.stream().filter(one -> one.startsWith("|")).toList().getLast());
    return lines;
  }

  private static GatherRecord content(String record) {
    return GatherRecord.ofCode((byte) (record.charAt(0) % 3));
  }

  @Test
  void waitingEntry_isTheseBytes() {
    byte[] entry = WatermarkMerge.waitingEntry(258, GatherRecord.CORRECTIONS, new byte[] {7, 8});

    assertThat(HexFormat.of().formatHex(entry)).isEqualTo("0000000000000102" + "02" + "0708");
  }

  private static WatermarkMerge start(KeyValueStore<Bytes, byte[]> store, List<String> given) {
    return new WatermarkMerge(
        PARTITIONS.length,
        new TaskStore(store, "1_0"),
        (content, record) -> {
          String text = new String(record, UTF_8);
          assertThat(content).isEqualTo(content(text));
          given.add(text);
        },
        watermarkMs -> given.add("|" + watermarkMs));
  }
}

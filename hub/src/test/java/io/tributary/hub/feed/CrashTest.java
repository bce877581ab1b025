package io.tributary.hub.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.hub.block.BlockMeta;
import io.tributary.hub.block.Ulid;
import io.tributary.hub.store.HubStore;
import io.tributary.hub.store.StoreSeries;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.SampleReader;
import io.tributary.promql.source.Selection;
import io.tributary.promql.syntax.Matcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed, and disks that are full: no sample is missing or there twice. */
class CrashTest {
  private static final int KILLS = 20;

  @TempDir private Path folder;

  private Process start(String... prefix) throws IOException {
    List<String> command = new ArrayList<>(List.of(prefix));
    Collections.addAll(
        command,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-cp",
        System.getProperty("java.class.path"),
        FixtureLog.class.getName(),
        folder.toString());
    return new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile()).start();
  }

  @Test
  void killedAtRandomPoints_nothingIsMissingOrTwice() throws IOException {
    Random random = new Random(4);
    String[] points = {"append", "cut", "commit", "compact"};
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = start();
      try (BufferedReader says = process.inputReader()) {
        String point = points[kill % points.length];
        int times = 1 + random.nextInt(point.equals("commit") ? 2 : 8);
        for (String line = says.readLine(); line != null; line = says.readLine()) {
          if (line.startsWith(point) && --times == 0) {
            break;
          }
        }
        assertThat(times)
            .as("it ran to the point: %s", Files.readString(folder.resolve("errors")))
            .isZero();
        LockSupport.parkNanos(random.nextInt(8_000_000));
        process.destroyForcibly().onExit().join();
      }
    }
    assertThat(FixtureLog.committed(folder)).isPositive().isLessThan(FixtureLog.RECORDS);

    assertEverySampleOnce();
  }

  @Test
  void fullDisk_isSaidAndCommitsNothing_andGoesOnWhenThereIsRoom() throws IOException {
    // The limit on a file's size stands for the disk's: writes fail in the middle all the same.
    Process process = start("sh", "-c", "ulimit -f 16; exec \"$0\" \"$@\"");
    int failures = 0;
    try (BufferedReader says = process.inputReader()) {
      for (String line = says.readLine(); line != null && failures < 3; line = says.readLine()) {
        failures += line.startsWith("failed") ? 1 : 0;
      }
      process.destroyForcibly().onExit().join();
    }
    assertThat(failures).as(Files.readString(folder.resolve("errors"))).isEqualTo(3);
    assertThat(FixtureLog.committed(folder)).isZero();
    try (Stream<Path> entries = Files.list(folder.resolve("store"))) {
      assertThat(entries.map(entry -> entry.getFileName().toString())).noneMatch(Ulid::is);
    }

    assertEverySampleOnce();
  }

  private void assertEverySampleOnce() throws IOException {
    List<SortedMap<Long, Double>> expected = new ArrayList<>();
    for (int i = 0; i < FixtureLog.SERIES; i++) {
      expected.add(new TreeMap<>());
    }
    for (int offset = 0; offset < FixtureLog.RECORDS; offset++) {
      FixtureLog.record(
          offset, (series, timestampMs, value) -> expected.get(series).put(timestampMs, value));
    }
    try (HubStore store = FixtureLog.run(folder, line -> {})) {
      boolean more = true;
      while (more) {
        more = store.compact();
      }
      for (int i = 0; i < FixtureLog.SERIES; i++) {
        assertThat(samples(store, i)).isEqualTo(expected.get(i));
      }
      long border = store.durable().untilMs();
      long inBlocks = expected.stream().mapToLong(samples -> samples.headMap(border).size()).sum();
      // The late ones since the last cut are in memory only.
      assertThat(store.blocks().stream().map(BlockMeta::stats).mapToLong(s -> s.numSamples()).sum())
          .isBetween(inBlocks - 50, inBlocks);
      assertThat(store.corruptBlocks()).isZero();
    }
  }

  private static SortedMap<Long, Double> samples(HubStore store, int series) {
    StoreSeries set =
        store.select(
            new Selection(
                List.of(Matcher.equal("i", "i" + series)), Long.MIN_VALUE, Long.MAX_VALUE));
    SortedMap<Long, Double> found = new TreeMap<>();
    SampleColumns into = new SampleColumns();
    try (SampleReader reader = set.open()) {
      reader.read(0, Long.MIN_VALUE, Long.MAX_VALUE, into);
      for (int i = into.from; i < into.to; i++) {
        assertThat(found.put(into.timestamps[i], into.values[i])).isNull();
      }
    }
    return found;
  }
}

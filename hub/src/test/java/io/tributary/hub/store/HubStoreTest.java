package io.tributary.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.hub.block.BlockMeta;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.SampleReader;
import io.tributary.promql.source.Selection;
import io.tributary.promql.source.SeriesSet;
import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubStoreTest {
  private static final long BLOCK_MS = Duration.ofHours(2).toMillis();
  private static final long STEP_MS = 60_000;

  @TempDir private Path folder;
  private Instant now = Instant.ofEpochMilli(0);
  private final InstantSource clock = () -> now;

  private StoreConfig config() {
    return StoreConfig.of(folder);
  }

  private static Labels series(int s) {
    return Labels.of("__name__", "m", "s", "s" + s);
  }

  /**
   * Appends a sample a minute to each of 5 series, valued by its time, from one hour to another.
   */
  private void fill(HubStore store, int fromHour, int toHour) throws IOException {
    for (long time = Duration.ofHours(fromHour).toMillis();
        time < Duration.ofHours(toHour).toMillis();
        time += STEP_MS) {
      now = Instant.ofEpochMilli(Math.max(time, now.toEpochMilli()));
      for (int s = 0; s < 5; s++) {
        Labels labels = series(s);
        store.appender().append(Fingerprint.of(labels), () -> labels, time, (double) time + s);
      }
      if (time % Duration.ofMinutes(30).toMillis() == 0) {
        maintain(store);
      }
    }
  }

  private static void maintain(HubStore store) throws IOException {
    store.cut(Map.of(), Long.MAX_VALUE);
    boolean more = true;
    while (more) {
      more = store.compact();
    }
  }

  private static void assertHolds(HubStore store, int fromHour, int toHour) {
    long from = Duration.ofHours(fromHour).toMillis();
    long to = Duration.ofHours(toHour).toMillis() - 1;
    SeriesSet set = store.select(new Selection(List.of(Matcher.equal("__name__", "m")), from, to));
    assertThat(set.labels()).containsExactly(series(0), series(1), series(2), series(3), series(4));
    SampleColumns into = new SampleColumns();
    try (SampleReader reader = set.open()) {
      for (int s = 0; s < 5; s++) {
        reader.read(s, from, to, into);
        assertThat(into.size()).isEqualTo((toHour - fromHour) * 60);
        for (int i = into.from; i < into.to; i++) {
          assertThat(into.timestamps[i]).isEqualTo(from + (i - into.from) * STEP_MS);
          assertThat(into.values[i]).isEqualTo((double) into.timestamps[i] + s);
        }
      }
    }
  }

  @Test
  void samples_areFoundAcrossHeadAndBlocks() throws IOException {
    try (HubStore store = new HubStore(config(), clock)) {
      fill(store, 0, 11);

      assertThat(store.blocks()).isNotEmpty();
      assertThat(store.durable().untilMs()).isEqualTo(4 * BLOCK_MS);
      assertHolds(store, 0, 11);
    }
  }

  @Test
  void blocks_areMergedByThreesAndStayRight() throws IOException {
    try (HubStore store = new HubStore(config(), clock)) {
      fill(store, 0, 24);

      assertThat(store.blocks()).hasSizeLessThan(8);
      assertThat(store.blocks().getFirst().compaction().level()).isGreaterThan(1);
      assertHolds(store, 0, 24);
    }
  }

  @Test
  void reopened_hasWhatWasDurable() throws IOException {
    long durable;
    try (HubStore store = new HubStore(config(), clock)) {
      fill(store, 0, 12);
      durable = store.durable().untilMs();
    }
    try (HubStore store = new HubStore(config(), clock)) {
      assertThat(store.durable().untilMs()).isEqualTo(durable);
      assertHolds(store, 0, (int) Duration.ofMillis(durable).toHours());
      fill(store, (int) Duration.ofMillis(durable).toHours(), 13);
      assertHolds(store, 0, 13);
    }
  }

  @Test
  void replayOfTheLog_doublesNothing() throws IOException {
    try (HubStore store = new HubStore(config(), clock)) {
      fill(store, 0, 12);
    }
    try (HubStore store = new HubStore(config(), clock)) {
      fill(store, 0, 12);

      assertHolds(store, 0, 12);
    }
  }

  @Test
  void oldBlocks_areDropped() throws IOException {
    StoreConfig twelveHours = config().withRetention(Duration.ofHours(12), 0);
    try (HubStore store = new HubStore(twelveHours, clock)) {
      fill(store, 0, 9);
      now = Instant.ofEpochMilli(Duration.ofHours(16).toMillis());
      maintain(store);

      assertThat(store.blocks())
          .extracting(BlockMeta::minTime)
          .allMatch(from -> from >= 2 * BLOCK_MS);
    }
  }

  @Test
  void tooManyBytes_dropTheOldest() throws IOException {
    StoreConfig tiny = config().withRetention(Duration.ofDays(30), 1);
    try (HubStore store = new HubStore(tiny, clock)) {
      fill(store, 0, 9);

      assertThat(store.blocks()).isEmpty();
    }
  }

  @Test
  void corruptBlock_isSetAside() throws IOException {
    try (HubStore store = new HubStore(config(), clock)) {
      fill(store, 0, 6);
    }
    Path block;
    try (var entries = Files.list(folder)) {
      block = entries.sorted().findFirst().orElseThrow();
    }
    Files.write(block.resolve("index"), new byte[100]);

    try (HubStore store = new HubStore(config(), clock)) {
      assertThat(store.blocks())
          .extracting(BlockMeta::ulid)
          .doesNotContain(block.getFileName().toString());
      assertThat(folder.resolve(block.getFileName() + ".corrupt")).exists();
    }
  }
}

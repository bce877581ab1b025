package io.tributary.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.hub.store.HubStore;
import io.tributary.hub.store.StoreConfig;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HubInspectCommandTest {
  private static final long START_MS = 1_699_999_200_000L;

  @TempDir private Path data;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int inspect(String... more) {
    CommandLine command = Tributary.commandLine();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] args = new String[more.length + 3];
    args[0] = "hub";
    args[1] = "inspect";
    args[2] = data.toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return command.execute(args);
  }

  private void cutABlock() throws IOException {
    long endMs = START_MS + 4 * 3_600_000L;
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(endMs));
    try (HubStore store = new HubStore(StoreConfig.of(data.resolve("hub")), clock)) {
      for (long time = START_MS; time < endMs; time += 60_000) {
        for (String pod : new String[] {"a", "b"}) {
          Labels labels = Labels.of("__name__", "up", "pod", pod, "job", "node");
          store.appender().append(Fingerprint.of(labels), () -> labels, time, 1);
        }
      }
      store.cut(Map.of(), Long.MAX_VALUE);
    }
  }

  @Test
  void blocks_areListed_withWhatTheyHaveMostOf() throws IOException {
    cutABlock();
    assertThat(inspect("--top", "1")).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("B/SAMPLE")
        .contains("1 blocks, 240 samples")
        .contains("Metrics with the most series\n         2  up\n")
        .contains("Labels with the most values\n         2  pod\n")
        .contains("Label values with the most series\n         2  job=\"node\"\n");
  }

  @Test
  void brokenBlocks_areNamed() throws IOException {
    cutABlock();
    Path index;
    try (Stream<Path> files = Files.walk(data)) {
      index = files.filter(file -> file.endsWith("index")).findFirst().orElseThrow();
    }
    Files.write(index, new byte[] {1, 2, 3});
    assertThat(inspect()).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString()).contains("not read: ").contains("has only 3 bytes");
  }

  @Test
  void emptyFolder_saysWhenThereWillBeSomething() {
    assertThat(inspect()).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("the first is cut after three hours");
  }

  @Test
  void unknownBlock_isRefused() throws IOException {
    cutABlock();
    assertThat(inspect("--block", "01ARZ3NDEKTSV4RRFFQ69G5FAV")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("no block that can be read is called 01ARZ3");
  }
}

package io.tributary.standalone.cli;

import io.tributary.hub.index.LargestCounts;
import io.tributary.hub.inspect.BlockCardinality;
import io.tributary.hub.inspect.FolderInspection;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the blocks of a hub or a Prometheus: how much each holds, which cannot be read, and",
      "what makes the most series. Reads only, so the folder may be in use. What is still in",
      "memory is not in it: see http://localhost:9090/api/v1/status/tsdb for that.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary hub inspect data               what `tributary up --data data` keeps",
      "  tributary hub inspect data --top 30      more of what there is most of",
      "  tributary hub inspect /prometheus        the folder of a Prometheus"
    })
final class HubInspectCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The folder of the data, or of the blocks.")
  private Path folder = Path.of(".");

  @Option(
      names = "--block",
      paramLabel = "ULID",
      description = "Whose labels to count. Default: the latest block.")
  private @Nullable String chosen;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many lines of each list. Default: ${DEFAULT-VALUE}")
  private int top = 10;

  @Override
  public Integer call() throws IOException {
    Path blocks = blocksFolder();
    PrintWriter out = spec.commandLine().getOut();
    FolderInspection found = FolderInspection.of(blocks);
    if (found.blocks().isEmpty() && found.unreadable().isEmpty()) {
      out.printf("no blocks in %s yet: the first is cut after three hours%n", blocks);
      return ExitCode.OK;
    }
    table(found.blocks(), out);
    for (FolderInspection.Unreadable broken : found.unreadable()) {
      out.printf("not read: %s: %s%n", broken.name(), broken.reason());
    }
    String block = block(found);
    if (!block.isEmpty()) {
      cardinality(BlockCardinality.of(blocks.resolve(block), top), block, out);
    }
    out.flush();
    return found.unreadable().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private Path blocksFolder() {
    if (!Files.isDirectory(folder)) {
      throw new UsageException("there is no folder " + folder);
    }
    Path hub = folder.resolve("hub");
    return Files.isDirectory(hub) ? hub : folder;
  }

  private String block(FolderInspection found) {
    if (chosen == null) {
      return found.blocks().isEmpty() ? "" : found.blocks().getLast().ulid();
    }
    if (found.blocks().stream().noneMatch(entry -> entry.ulid().equals(chosen))) {
      throw new UsageException("no block that can be read is called " + chosen);
    }
    return chosen;
  }

  private static void table(List<FolderInspection.Entry> blocks, PrintWriter out) {
    String line = "%-26s  %-16s  %7s  %10s  %13s  %9s  %8s  %5s  %s%n";
    out.printf(
        line,
        "BLOCK",
        "FROM",
        "LENGTH",
        "SERIES",
        "SAMPLES",
        "SIZE",
        "B/SAMPLE",
        "LEVEL",
        "DELETED");
    long samples = 0;
    long bytes = 0;
    for (FolderInspection.Entry block : blocks) {
      samples += block.samples();
      bytes += block.bytes();
      out.printf(
          Locale.ROOT,
          line,
          block.ulid(),
          TIME.format(Instant.ofEpochMilli(block.minMs()).atZone(ZoneId.systemDefault())),
          length(Duration.ofMillis(block.maxMs() - block.minMs())),
          block.series(),
          block.samples(),
          size(block.bytes()),
          String.format(Locale.ROOT, "%.2f", block.bytesPerSample()),
          block.level(),
          block.tombstones() == 0 ? "-" : block.tombstones() + " stretches");
    }
    out.printf(
        Locale.ROOT,
        "%d blocks, %,d samples, %s, %.2f bytes a sample with the index%n",
        blocks.size(),
        samples,
        size(bytes),
        samples == 0 ? 0 : (double) bytes / samples);
  }

  private static String length(Duration length) {
    return length.toDays() >= 2 ? length.toDays() + "d" : length.toMinutes() / 60.0 + "h";
  }

  private static String size(long bytes) {
    if (bytes < 10_000) {
      return bytes + " B";
    }
    return bytes < 10_000_000
        ? bytes / 1000 + " kB"
        : bytes < 10_000_000_000L ? bytes / 1_000_000 + " MB" : bytes / 1_000_000_000 + " GB";
  }

  private static void cardinality(BlockCardinality counts, String block, PrintWriter out) {
    out.printf("%nIn %s%n", block);
    list("Metrics with the most series", counts.metrics(), out);
    list("Labels with the most values", counts.labels(), out);
    list("Label values with the most series", counts.pairs(), out);
  }

  private static void list(String title, List<LargestCounts.Count> counts, PrintWriter out) {
    out.printf("%n%s%n", title);
    for (LargestCounts.Count count : counts) {
      out.printf(Locale.ROOT, "%10d  %s%n", count.count(), count.name());
    }
  }
}

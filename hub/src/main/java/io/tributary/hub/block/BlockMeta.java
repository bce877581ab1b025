package io.tributary.hub.block;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What {@code meta.json} says of a block.
 *
 * @param ulid the block's name
 * @param minTime the earliest time it covers, inclusive, in milliseconds since the epoch
 * @param maxTime the latest time it covers, exclusive
 * @param stats how much it holds
 * @param compaction what it was made of
 * @param version of the format: 1
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BlockMeta(
    String ulid, long minTime, long maxTime, Stats stats, Compaction compaction, int version) {
  static final String FILE = "meta.json";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Counts of a block. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record Stats(long numSamples, long numSeries, long numChunks, long numTombstones) {}

  /**
   * A block's ancestry.
   *
   * @param level 1 for a block cut from the head, more for each compaction
   * @param sources the level-1 blocks whose samples it holds
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Compaction(int level, List<String> sources) {}

  /** Of a block of the current version. */
  public BlockMeta(String ulid, long minTime, long maxTime, Stats stats, Compaction compaction) {
    this(ulid, minTime, maxTime, stats, compaction, VERSION);
  }

  static BlockMeta read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    BlockMeta meta;
    try {
      meta = JSON.readValue(Files.readAllBytes(file), BlockMeta.class);
    } catch (JsonProcessingException e) {
      throw new CorruptBlockException(file, "is no JSON of a block: " + e.getOriginalMessage(), e);
    }
    if (meta == null || meta.version != VERSION) {
      throw new CorruptBlockException(
          file, "is of version " + (meta == null ? 0 : meta.version) + ", not 1");
    }
    if (meta.minTime > meta.maxTime) {
      throw new CorruptBlockException(file, "ends at " + meta.maxTime + ", before " + meta.minTime);
    }
    return meta;
  }

  void write(Path folder) throws IOException {
    byte[] json =
        JSON.writerWithDefaultPrettyPrinter()
            .writeValueAsString(this)
            .getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve(FILE);
    Files.write(file, json, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
  }
}

package io.tributary.hub.block;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code meta.json} says of a block.
 *
 * @param ulid the block's name
 * @param minTime the earliest time it covers, inclusive, in milliseconds since the epoch
 * @param maxTime the latest time it covers, exclusive
 * @param stats how much it holds
 * @param compaction what it was made of
 * @param version of the format: 1
 * @param log how much of the log is in blocks since this one; null in other software's blocks
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BlockMeta(
    String ulid,
    long minTime,
    long maxTime,
    Stats stats,
    Compaction compaction,
    int version,
    @JsonProperty("tributary") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LogMark log) {
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
   * @param parents the blocks that it was made of
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Compaction(
      int level,
      List<String> sources,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Parent> parents) {
    /** Of a block cut from the head. */
    public static Compaction first(String ulid) {
      return new Compaction(1, List.of(ulid), List.of());
    }

    /** What other software leaves out is empty. */
    public Compaction {
      sources = sources == null ? List.of() : List.copyOf(sources);
      parents = parents == null ? List.of() : List.copyOf(parents);
    }
  }

  /** A block that another was made of, and that is deleted once the other is there. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Parent(String ulid, long minTime, long maxTime) {}

  /** Of a block of the current version. */
  BlockMeta(
      String ulid,
      long minTime,
      long maxTime,
      Stats stats,
      Compaction compaction,
      @Nullable LogMark log) {
    this(ulid, minTime, maxTime, stats, compaction, VERSION, log);
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
    if (meta.compaction == null
        || meta.ulid == null
        || !String.valueOf(folder.getFileName()).equals(meta.ulid)) {
      throw new CorruptBlockException(
          file, "is of block " + meta.ulid + " or says nothing of its ancestry");
    }
    if (meta.minTime > meta.maxTime) {
      throw new CorruptBlockException(file, "ends at " + meta.maxTime + ", before " + meta.minTime);
    }
    return meta;
  }

  /** The same with another count of tombstones. */
  BlockMeta withTombstones(long count) {
    Stats was = stats == null ? new Stats(0, 0, 0, 0) : stats;
    return new BlockMeta(
        ulid,
        minTime,
        maxTime,
        new Stats(was.numSamples, was.numSeries, was.numChunks, count),
        compaction,
        version,
        log);
  }

  /** Writes it in place of the one in the folder, whole or not at all. */
  void write(Path folder) throws IOException {
    byte[] json =
        JSON.writerWithDefaultPrettyPrinter()
            .writeValueAsString(this)
            .getBytes(StandardCharsets.UTF_8);
    WholeFile.write(folder.resolve(FILE), json, 0, json.length);
  }
}

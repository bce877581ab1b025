package io.tributary.hub.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockMetaTest {
  private static final String ULID = "01HF8EQPW0NC6Q1P1KKT5ZHB09";

  @TempDir private Path store;

  @Test
  void json_isPrometheussWithTheLogsMarkBesideIt() throws IOException {
    BlockMeta meta =
        new BlockMeta(
            ULID,
            1_699_999_200_000L,
            1_700_006_400_000L,
            new BlockMeta.Stats(2020, 20, 30, 0),
            BlockMeta.Compaction.first(ULID),
            new LogMark(1_700_006_400_000L, Map.of("tributary.samples-1", 82L)));
    Path folder = Files.createDirectory(store.resolve(ULID));

    meta.write(folder);

    assertThat(folder.resolve("meta.json"))
        .hasContent(
            """
            {
              "ulid" : "01HF8EQPW0NC6Q1P1KKT5ZHB09",
              "minTime" : 1699999200000,
              "maxTime" : 1700006400000,
              "stats" : {
                "numSamples" : 2020,
                "numSeries" : 20,
                "numChunks" : 30
              },
              "compaction" : {
                "level" : 1,
                "sources" : [ "01HF8EQPW0NC6Q1P1KKT5ZHB09" ]
              },
              "version" : 1,
              "tributary" : {
                "untilMs" : 1700006400000,
                "positions" : {
                  "tributary.samples-1" : 82
                }
              }
            }\
            """);
    assertThat(BlockMeta.read(folder)).isEqualTo(meta);
  }

  @Test
  void metaOfOtherSoftware_hasNoMark() throws IOException {
    Path folder = Files.createDirectory(store.resolve(ULID));
    Files.writeString(
        folder.resolve("meta.json"),
        """
        {"ulid": "%s", "minTime": 1, "maxTime": 2, "stats": {"numSamples": 3, "more": 1},
         "compaction": {"level": 1, "sources": ["%s"]}, "version": 1, "thanos": {}}
        """
            .formatted(ULID, ULID));

    assertThat(BlockMeta.read(folder).log()).isNull();
    assertThat(BlockMeta.read(folder).compaction().parents()).isEqualTo(List.of());
  }
}

package io.tributary.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigYamlTest {
  @TempDir private Path folder;

  @Test
  void secrets_areNotShown() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("t.yml"),
            """
            listen: 127.0.0.1:9090
            remote_write:
            - url: http://hub/api/v1/write
              basic_auth: {username: me, password: "hush"}
              headers: {X-Key: hush}
            rules: {files: []}
            """);
    String yaml =
        ConfigSource.of(file)
            .set("--data", "data", "it's here")
            .append("--rules", "rules.files", List.of("a b.yml"))
            .yaml();
    assertThat(yaml)
        .isEqualTo(
            """
            listen: 127.0.0.1:9090
            remote_write:
              - url: http://hub/api/v1/write
                basic_auth:
                  username: me
                  password: <secret>
                headers: <secret>
            rules:
              files:
                - 'a b.yml'
            data: 'it''s here'
            """);
  }
}

package io.tributary.hub.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.hub.block.WholeFile;
import io.tributary.hub.head.Head;
import io.tributary.promql.syntax.Matcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was deleted from the head and lies in no block yet: a rebuilt head has it again, so it is
 * deleted again. Kept in {@code head-deletions.json} beside the blocks. Of one thread at a time.
 */
final class HeadDeletions {
  private static final Logger log = LoggerFactory.getLogger(HeadDeletions.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  record Condition(Matcher.Type type, String name, String value) {}

  record Deletion(List<Condition> matchers, long fromMs, long toMs) {}

  private final Path file;
  private final List<Deletion> deletions = new ArrayList<>();

  HeadDeletions(Path folder) throws IOException {
    file = folder.resolve("head-deletions.json");
    if (Files.exists(file)) {
      try {
        deletions.addAll(
            JSON.readValue(Files.readAllBytes(file), new TypeReference<List<Deletion>>() {}));
      } catch (IOException e) {
        log.error("cannot be read, so what it says comes back into the head file={}", file, e);
      }
    }
  }

  void add(List<Matcher> matchers, long fromMs, long toMs) throws IOException {
    List<Condition> conditions = new ArrayList<>();
    for (Matcher matcher : matchers) {
      conditions.add(new Condition(matcher.type(), matcher.name(), matcher.value()));
    }
    deletions.add(new Deletion(conditions, fromMs, toMs));
    write();
  }

  void applyTo(Head head) {
    for (Deletion deletion : deletions) {
      List<Matcher> matchers = new ArrayList<>();
      for (Condition c : deletion.matchers) {
        matchers.add(Matcher.of(c.type, c.name, c.value));
      }
      head.delete(matchers, deletion.fromMs, deletion.toMs);
    }
  }

  /** Forgets those that are about blocks only. */
  void dropBefore(long borderMs) throws IOException {
    if (deletions.removeIf(deletion -> deletion.toMs < borderMs)) {
      write();
    }
  }

  private void write() throws IOException {
    byte[] json = JSON.writeValueAsBytes(deletions);
    WholeFile.write(file, json, 0, json.length);
  }
}

package io.tributary.streams.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads all rule files under some paths, again and again. A file that is not valid is refused as a
 * whole, and what it defined when it last was valid stays in force. Not thread-safe.
 */
public final class RuleLoader {
  private final RuleFiles files;
  private final Duration defaultInterval;

  /** Null until the files have been read, and while they cannot be. */
  private @Nullable Map<Path, RuleFiles.State> seen;

  private Map<Path, RuleFile> inForce = Map.of();
  private Loaded last = new Loaded(RuleSet.EMPTY, List.of());

  /**
   * @param paths files, and folders of which every {@code .yml} and {@code .yaml} counts
   * @param defaultInterval of groups without one
   */
  public RuleLoader(List<Path> paths, Duration defaultInterval) {
    this.files = new RuleFiles(paths);
    this.defaultInterval = defaultInterval;
  }

  /**
   * What is in force after a load.
   *
   * @param problems of the files that were refused; empty where all are valid
   */
  public record Loaded(RuleSet rules, List<RuleProblem> problems) {
    public Loaded {
      problems = List.copyOf(problems);
    }
  }

  /** Reads the files, if any of them has changed since the last call. */
  public Loaded load() {
    Map<Path, RuleFiles.State> present;
    try {
      present = files.list();
    } catch (IOException | UncheckedIOException e) {
      last = new Loaded(last.rules(), List.of(unreadable(e)));
      seen = null;
      return last;
    }
    if (!present.equals(seen)) {
      last = read(present);
      seen = present;
    }
    return last;
  }

  private Loaded read(Map<Path, RuleFiles.State> present) {
    Map<Path, RuleFile> valid = new HashMap<>();
    List<RuleProblem> problems = new ArrayList<>();
    SourceOwners owners = new SourceOwners();
    List<RuleGroup> groups = new ArrayList<>();
    for (Path path : present.keySet()) {
      RuleFile file = owners.check(parse(path));
      problems.addAll(file.problems());
      RuleFile used = file.valid() ? file : inForce.get(path);
      if (used != null) {
        valid.put(path, used);
        groups.addAll(used.groups());
      }
    }
    inForce = valid;
    return new Loaded(new RuleSet(groups), problems);
  }

  private RuleFile parse(Path path) {
    try {
      return RuleFile.parse(path.toString(), Files.readString(path, UTF_8), defaultInterval);
    } catch (IOException e) {
      return new RuleFile(path.toString(), List.of(), List.of(unreadable(e)));
    }
  }

  private static RuleProblem unreadable(Exception e) {
    Throwable cause = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
    if (cause instanceof NoSuchFileException missing) {
      return new RuleProblem(
          missing.getFile(), 0, 0, "no such file or folder: create it or correct the path");
    }
    return new RuleProblem(
        "rules", 0, 0, "cannot be read: " + cause + ": make the files readable to this process");
  }
}

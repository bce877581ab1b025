package io.tributary.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page on configuration and the loader agree. The loader's keys are found by asking it: it is
 * given a key that cannot be, and lists those that can.
 */
class ConfigurationPageTest {
  private static final String NO_KEY = "z".repeat(40);
  private static final Pattern KEYS = Pattern.compile("remove it; the keys are (.+)$");
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z_.]+)` \\| (?:`([^`]*)`)?.*$", Pattern.MULTILINE);
  private static final Set<String> LISTS =
      Set.of("remote_write", "alertmanagers", "alert_relabel_configs", "write_relabel_configs");

  /** What must be there beside any other key of a section. */
  private static final Map<String, Map<String, String>> REQUIRED =
      Map.of(
          "remote_write", Map.of("url", "http://h/"),
          "alertmanagers", Map.of("url", "http://h/"),
          "basic_auth", Map.of("username", "u", "password", "p"),
          "authorization", Map.of("credentials", "c"),
          "alert_relabel_configs", Map.of("target_label", "t"),
          "write_relabel_configs", Map.of("target_label", "t", "action", "keepequal"));

  @TempDir Path directory;

  private final Set<String> sections = new TreeSet<>();
  private final Set<String> keys = new TreeSet<>();

  @Test
  void page_namesEveryKey_andNoOther() throws Exception {
    crawl(List.of());
    Set<String> onPage = rows().keySet();
    assertThat(keys).hasSizeGreaterThan(60).contains("gateway.limits.body", "tls_config.ca_file");
    assertThat(onPage).containsAll(keys);
    onPage.removeAll(keys);
    assertThat(sections).containsAll(onPage);
  }

  @Test
  void defaultsOnThePage_changeNothing() throws Exception {
    int checked = 0;
    for (Map.Entry<String, String> row : rows().entrySet()) {
      String value = row.getValue();
      if (!value.isEmpty()) {
        List<String> path = pathOf(row.getKey());
        List<String> section = path.subList(0, path.size() - 1);
        List<Object> without = effect(yaml(section, "", ""));
        List<Object> with = effect(yaml(section, path.getLast(), value));
        assertThat(with).as("%s: %s", row.getKey(), value).isEqualTo(without);
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(45);
  }

  /** What the parts are given. */
  private List<Object> effect(String yaml) throws IOException {
    TributaryConfig config = TributaryConfig.read(source(yaml));
    return List.of(
        config.listen(),
        config.data(),
        config.kafka(),
        config.broker(),
        config.gateway(),
        config.rules(),
        config.sink(),
        config.hub());
  }

  private void crawl(List<String> path) throws IOException {
    String error = error(path);
    Matcher listed = KEYS.matcher(error == null ? "" : error);
    String name = canonical(path);
    if (!listed.find() || listed.group(1).equals("env, file")) {
      keys.add(name);
      return;
    }
    sections.add(name);
    for (String key : listed.group(1).split(", ")) {
      List<String> below = new ArrayList<>(path);
      below.add(key);
      crawl(below);
    }
  }

  private @Nullable String error(List<String> path) throws IOException {
    try {
      TributaryConfig.read(source(yaml(path, NO_KEY, "1")));
      return null;
    } catch (ConfigException e) {
      return e.getMessage();
    }
  }

  private ConfigSource source(String yaml) throws IOException {
    return ConfigSource.of(Files.writeString(directory.resolve("t.yml"), yaml));
  }

  /** A file with this key in the section of this path, and what has to stand beside it. */
  private static String yaml(List<String> path, String key, String value) {
    String inner = key;
    String text = value;
    for (String section : path.reversed()) {
      Map<String, String> fields = new TreeMap<>(REQUIRED.getOrDefault(section, Map.of()));
      fields.put(inner, text);
      fields.remove("");
      String mapping =
          fields.entrySet().stream()
              .map(e -> e.getKey() + ": " + e.getValue())
              .collect(Collectors.joining(", ", "{", "}"));
      text = LISTS.contains(section) ? "[" + mapping + "]" : mapping;
      inner = section;
    }
    return inner.isEmpty() ? "" : inner + ": " + text + "\n";
  }

  /** What occurs in several places is described once. */
  private static String canonical(List<String> path) {
    return String.join(".", path)
        .replaceFirst("^.*\\.(basic_auth|authorization|tls_config|headers)\\b", "$1")
        .replaceFirst("^.*relabel_configs\\.", "relabel_config.");
  }

  private static List<String> pathOf(String key) {
    String full =
        key.replaceFirst("^(basic_auth|authorization|tls_config|headers)\\b", "remote_write.$1")
            .replaceFirst("^relabel_config\\.", "alert_relabel_configs.");
    return List.of(full.split("\\."));
  }

  private static Map<String, String> rows() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path root = Files.isDirectory(here.resolve("docs")) ? here : here.resolve("..").normalize();
    Map<String, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(root.resolve("docs/configuration.md")));
    while (row.find()) {
      String before = rows.put(row.group(1), row.group(2) == null ? "" : row.group(2));
      assertThat(before).as("rows of %s", row.group(1)).isNull();
    }
    return rows;
  }
}

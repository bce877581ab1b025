package io.tributary.standalone.config;

import io.tributary.standalone.config.ConfigNode.Fields;
import io.tributary.standalone.config.ConfigNode.Items;
import io.tributary.standalone.config.ConfigNode.Text;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the keys of one mapping. Each accessor takes the value that holds where the key
 * is absent. {@link #done} then refuses the keys that nobody asked for.
 */
final class Section {
  private final Fields fields;
  private final String path;
  private final TreeSet<String> known = new TreeSet<>();

  /**
   * @param path the dotted name of the section, empty for the top
   */
  Section(Fields fields, String path) {
    this.fields = fields;
    this.path = path;
  }

  /** Where the section begins. */
  String where() {
    return fields.where();
  }

  /** Where the key stands, or the section where it is absent. */
  String where(String key) {
    ConfigNode node = get(key);
    return node == null ? where() : node.where();
  }

  boolean has(String key) {
    return get(key) != null;
  }

  String text(String key, String absent) {
    return switch (get(key)) {
      case null -> absent;
      case Text text -> text.value();
      case Items items -> throw wrong(items, key, "one value, not a list");
      case Fields other -> throw wrong(other, key, "one value, not a mapping");
    };
  }

  /** A text that must not be empty. */
  String name(String key, String absent) {
    String value = text(key, absent);
    if (value.isEmpty()) {
      throw wrong(key, "a name");
    }
    return value;
  }

  /** The keys that are there, for a section whose keys are the user's own. */
  List<String> names() {
    return List.copyOf(fields.values().keySet());
  }

  /** As {@link #text}, or the content of a file or an environment variable. */
  String secret(String key, String absent) {
    if (!(get(key) instanceof Fields)) {
      return text(key, absent);
    }
    Section source = section(key);
    String file = source.text("file", "");
    String variable = source.text("env", "");
    source.done();
    if (file.isEmpty() == variable.isEmpty()) {
      throw source.error("give either \"file\" or \"env\"");
    }
    if (!variable.isEmpty()) {
      @Nullable String value = System.getenv(variable);
      if (value == null) {
        throw source.error("the environment variable " + variable + " is not set");
      }
      return value;
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw source.error("cannot read the secret: " + FileTrouble.of(e));
    }
  }

  boolean flag(String key, boolean absent) {
    return switch (text(key, Boolean.toString(absent)).toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(key, "true or false");
    };
  }

  int count(String key, int absent, int min, int max) {
    String text = text(key, Integer.toString(absent));
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the bounds.
    }
    throw wrong(key, "a whole number from " + min + " to " + max);
  }

  Duration duration(String key, Duration absent) {
    if (!has(key)) {
      return absent;
    }
    Duration value = Units.duration(text(key, ""));
    if (value == null) {
      throw wrong(key, "a duration such as 500ms, 30s, 5m or 1h30m");
    }
    return value;
  }

  /** A duration that is not zero. */
  Duration interval(String key, Duration absent) {
    Duration value = duration(key, absent);
    if (!value.isPositive()) {
      throw wrong(key, "longer than 0");
    }
    return value;
  }

  /** A size of something that is held in one array. */
  int smallBytes(String key, int absent) {
    long value = bytes(key, absent);
    if (value < 1 || value > 1 << 30) {
      throw wrong(key, "a size from 1 to 1GiB");
    }
    return (int) value;
  }

  long bytes(String key, long absent) {
    if (!has(key)) {
      return absent;
    }
    long value = Units.bytes(text(key, ""));
    if (value < 0) {
      throw wrong(key, "a size such as 512KiB, 64MiB or 45GB");
    }
    return value;
  }

  URI url(String key) {
    String text = text(key, "");
    try {
      URI url = new URI(text);
      if (List.of("http", "https").contains(String.valueOf(url.getScheme()))
          && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Reported below.
    }
    throw wrong(key, "a URL that begins with http:// or https://, such as http://host:9090/path");
  }

  /** One of the constants, in lower case. */
  <E extends Enum<E>> E choice(String key, E absent) {
    String text = text(key, absent.name().toLowerCase(Locale.ROOT));
    List<String> names = new ArrayList<>();
    for (E constant : absent.getDeclaringClass().getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
      names.add(constant.name().toLowerCase(Locale.ROOT));
    }
    throw wrong(key, "one of " + String.join(", ", names));
  }

  HostPort address(String key, HostPort absent) {
    if (!has(key)) {
      return absent;
    }
    HostPort value = HostPort.parse(text(key, ""), absent.host());
    if (value == null) {
      throw wrong(key, "HOST:PORT, for example " + absent);
    }
    return value;
  }

  /** The texts of a list; a single value stands for a list of one. */
  List<String> texts(String key) {
    return switch (get(key)) {
      case null -> List.of();
      case Text text when text.value().isEmpty() -> List.of();
      case Text text -> List.of(text.value());
      case Items items -> {
        List<String> texts = new ArrayList<>();
        for (ConfigNode item : items.items()) {
          if (!(item instanceof Text text)) {
            throw wrong(item, key, "a list of single values");
          }
          texts.add(text.value());
        }
        yield texts;
      }
      case Fields other -> throw wrong(other, key, "a list: begin each element with \"- \"");
    };
  }

  /** The mapping under the key, or an empty one. */
  Section section(String key) {
    String name = path.isEmpty() ? key : path + "." + key;
    return switch (get(key)) {
      case null -> new Section(new Fields(where(), Map.of()), name);
      case Fields below -> new Section(below, name);
      case Text text when text.value().isEmpty() ->
          new Section(new Fields(text.where(), Map.of()), name);
      case Text text -> throw wrong(text, key, "a mapping of keys to values");
      case Items items -> throw wrong(items, key, "a mapping of keys to values, not a list");
    };
  }

  /** The mappings of a list. */
  List<Section> sections(String key) {
    return switch (get(key)) {
      case null -> List.of();
      case Text text when text.value().isEmpty() -> List.of();
      case Items items -> {
        List<Section> sections = new ArrayList<>();
        for (ConfigNode item : items.items()) {
          if (!(item instanceof Fields below)) {
            throw wrong(item, key, "a list of mappings");
          }
          sections.add(new Section(below, (path.isEmpty() ? "" : path + ".") + key));
        }
        yield sections;
      }
      case ConfigNode other ->
          throw wrong(other, key, "a list of mappings: begin each element with \"- \"");
    };
  }

  /** A mapping of names to texts; the names are the user's own. Values may be secrets. */
  Map<String, String> map(String key) {
    Section below = section(key);
    Map<String, String> map = new LinkedHashMap<>();
    for (String name : below.fields.values().keySet()) {
      map.put(name, below.secret(name, ""));
    }
    return map;
  }

  /** Refuses keys that none of the calls above named. */
  void done() {
    fields
        .values()
        .forEach(
            (key, node) -> {
              if (!known.contains(key)) {
                throw unknown(key, node);
              }
            });
  }

  /** Makes a part's own record of the values; what it refuses is a mistake in this section. */
  <T> T build(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  ConfigException error(String problem) {
    return new ConfigException(where(), "\"" + path + "\": " + problem);
  }

  private @Nullable ConfigNode get(String key) {
    known.add(key);
    return fields.values().get(key);
  }

  private ConfigException unknown(String key, ConfigNode node) {
    String place = path.isEmpty() ? "" : " in \"" + path + "\"";
    return new ConfigException(
        node.where(),
        "unknown key \"%s\"%s: %s".formatted(key, place, NearestName.advice(key, known)));
  }

  private ConfigException wrong(String key, String wanted) {
    if (!has(key)) {
      return missing(key, wanted);
    }
    return new ConfigException(
        where(key),
        "\"%s\" must be %s: was \"%s\"".formatted(fullName(key), wanted, text(key, "")));
  }

  /** A key that must be there is not; perhaps it is, under a misspelt name. */
  private ConfigException missing(String key, String wanted) {
    for (Map.Entry<String, ConfigNode> other : fields.values().entrySet()) {
      if (!known.contains(other.getKey()) && NearestName.isNear(other.getKey(), key)) {
        return unknown(other.getKey(), other.getValue());
      }
    }
    return new ConfigException(
        where(), "\"%s\" is missing: it must be %s".formatted(fullName(key), wanted));
  }

  private ConfigException wrong(ConfigNode at, String key, String wanted) {
    return new ConfigException(at.where(), "\"%s\" must be %s".formatted(fullName(key), wanted));
  }

  private String fullName(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}

package io.tributary.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.promql.syntax.Matcher;
import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.Parser;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parameters of a request: those of a form before those of the URL, as in Go. */
final class Params {
  private final Map<String, List<String>> values = new HashMap<>();
  private final Client client;

  Params(Client client) {
    this.client = client;
  }

  /** Who asks. */
  Client client() {
    return client;
  }

  /** Reads {@code a=b&c=d}, of a URL or a form. */
  void add(String encoded) {
    for (String pair : encoded.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      values.computeIfAbsent(decode(name), n -> new ArrayList<>()).add(decode(value));
    }
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          ErrorType.BAD_DATA, "error parsing form values: invalid URL escape in \"" + text + "\"");
    }
  }

  /** The first value, or the empty string. */
  String get(String name) {
    List<String> all = values.get(name);
    return all == null ? "" : all.getFirst();
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  long timeMs(String name) {
    try {
      return TimeText.parseTimeMs(get(name));
    } catch (IllegalArgumentException e) {
      throw ApiException.invalidParameter(name, String.valueOf(e.getMessage()));
    }
  }

  long timeMs(String name, long otherwise) {
    if (get(name).isEmpty()) {
      return otherwise;
    }
    try {
      return TimeText.parseTimeMs(get(name));
    } catch (IllegalArgumentException e) {
      throw ApiException.invalidParameter(
          name, "invalid time value for '" + name + "': " + e.getMessage());
    }
  }

  Duration duration(String name) {
    try {
      return TimeText.parseDuration(get(name));
    } catch (IllegalArgumentException e) {
      throw ApiException.invalidParameter(name, String.valueOf(e.getMessage()));
    }
  }

  /** How much of an answer is wanted; 0 for all. */
  int limit(String name) {
    String text = get(name);
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.matches("[+-]?[0-9]{1,18}")) {
      throw ApiException.invalidParameter(
          name, "strconv.Atoi: parsing \"" + text + "\": invalid syntax");
    }
    long limit = Long.parseLong(text);
    if (limit < 0) {
      throw ApiException.invalidParameter(name, "limit must be non-negative");
    }
    return (int) Math.min(limit, Integer.MAX_VALUE);
  }

  /** A boolean, as Go reads it; false where there is none. */
  boolean flag(String name, String whenWrong) {
    return switch (get(name)) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "", "0", "f", "F", "false", "FALSE", "False" -> false;
      default ->
          throw ApiException.invalidParameter(
              name,
              whenWrong + ": strconv.ParseBool: parsing \"" + get(name) + "\": invalid syntax");
    };
  }

  /** The {@code match[]} selectors. */
  List<List<Matcher>> selectors(Parser parser) {
    List<List<Matcher>> selectors = new ArrayList<>();
    for (String text : all("match[]")) {
      try {
        selectors.add(parser.parseSelector(text));
      } catch (ParseException e) {
        throw ApiException.invalidParameter("match[]", String.valueOf(e.getMessage()));
      }
    }
    for (List<Matcher> selector : selectors) {
      if (selector.stream().allMatch(Matcher::matchesEmpty)) {
        throw ApiException.invalidParameter(
            "match[]", "match[] must contain at least one non-empty matcher");
      }
    }
    return selectors;
  }
}

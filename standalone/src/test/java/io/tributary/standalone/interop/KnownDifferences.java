package io.tributary.standalone.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where we differ from the peer on purpose: a file of three lines each, a reason that starts with
 * {@code #}, a pattern that is found in the queries concerned, and one that starts with {@code >}
 * and is found in how the answers differ.
 */
record KnownDifferences(List<Known> all) {
  private record Known(Pattern query, Pattern difference) {}

  static KnownDifferences read() throws IOException {
    try (InputStream in =
        KnownDifferences.class.getResourceAsStream("/promql/known-differences.txt")) {
      List<String> lines =
          new String(in.readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList();
      List<Known> all = new ArrayList<>();
      for (int i = 0; i < lines.size(); i += 2) {
        String difference = lines.get(i + 1);
        if (!difference.startsWith("> ")) {
          throw new IllegalStateException("how they differ is missing after " + lines.get(i));
        }
        all.add(new Known(Pattern.compile(lines.get(i)), Pattern.compile(difference.substring(2))));
      }
      return new KnownDifferences(all);
    }
  }

  boolean excuse(String query, String difference) {
    return all.stream()
        .anyMatch(
            known ->
                known.query.matcher(query).find() && known.difference.matcher(difference).find());
  }
}

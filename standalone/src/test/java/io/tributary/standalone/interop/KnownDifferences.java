package io.tributary.standalone.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where we differ from the peer on purpose: a file of pairs of lines, a reason that starts with
 * {@code #} and a pattern that is found in the queries concerned.
 */
record KnownDifferences(List<Pattern> patterns) {
  static KnownDifferences read() throws IOException {
    try (InputStream in =
        KnownDifferences.class.getResourceAsStream("/promql/known-differences.txt")) {
      List<Pattern> patterns = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          patterns.add(Pattern.compile(line));
        }
      }
      return new KnownDifferences(patterns);
    }
  }

  boolean excuse(String query) {
    return patterns.stream().anyMatch(p -> p.matcher(query).find());
  }
}

package io.tributary.promql.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever it is fed, the parser gives an expression or a {@link ParseException}, soon, in little
 * memory; and what it accepts it prints as text that it accepts again and prints the same.
 */
class SyntaxFuzzTest {
  private static final List<String> PIECES =
      List.of(
          "a",
          "sum",
          "rate",
          "by",
          "on",
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          "=",
          "=~",
          "!=",
          "+",
          "-",
          "*",
          "/",
          "^",
          "%",
          "</",
          ">/",
          "==",
          "bool",
          "and",
          "or",
          "offset",
          "@",
          "5m",
          "1",
          "0x1",
          "1e3",
          "\"x\"",
          "'",
          "`",
          "\\",
          "\\x",
          "#",
          "\n",
          " ",
          "start()",
          "step()",
          "range()",
          "min_of(",
          "anchored",
          "smoothed",
          "fill(1)",
          "fill_left(",
          "group_left",
          "ignoring",
          "Inf",
          "NaN",
          "\u00e9",
          "\ud83d\ude00",
          "\u0000",
          "{{",
          "}}",
          "x3",
          "_",
          "stale",
          "schema:1",
          "buckets:[1 2]",
          "[5m:1m]",
          "=~\"(a{100}){100}\"");

  private static final List<String> corpus = new ArrayList<>();

  private final Parser parser = new Parser(ParserOptions.everything());

  @BeforeAll
  static void readCorpus() throws IOException {
    try (InputStream in = SyntaxFuzzTest.class.getResourceAsStream("/parser-cases.json")) {
      for (JsonNode section : new ObjectMapper().readTree(in)) {
        section.forEach(c -> corpus.add(c.path("input").asText()));
      }
    }
  }

  @Test
  void parse_survivesMutatedQueries() {
    Random random = new Random(42);
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          int accepted = 0;
          for (int round = 0; round < 20_000; round++) {
            byte[] query = mutated(random).getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(8) == 0 ? 2 : 0; i > 0 && query.length > 0; i--) {
              query[random.nextInt(query.length)] = (byte) random.nextInt(256);
            }
            accepted += parse(query) ? 1 : 0;
          }
          assertThat(accepted).isGreaterThan(500);
        });
  }

  @Test
  void parse_survivesRandomPieces() {
    Random random = new Random(43);
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          for (int round = 0; round < 20_000; round++) {
            StringBuilder query = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
              query.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            parse(query.toString().getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  @Test
  void parse_survivesRepeatedPieces() {
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          for (String first : PIECES) {
            for (String second : List.of("", " ", "a", "1", "(", "+", "[5m]", "\"b\"")) {
              String query = (first + second).repeat(2_000);
              parse(query.getBytes(StandardCharsets.UTF_8));
              parse(("a{b=" + query).getBytes(StandardCharsets.UTF_8));
              parse(("a[" + query).getBytes(StandardCharsets.UTF_8));
            }
          }
        });
  }

  @Test
  void seriesDescription_survivesMutatedLines() {
    Random random = new Random(44);
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          for (int round = 0; round < 10_000; round++) {
            try {
              assertThat(SeriesDescriptionParser.parse(mutated(random)).items()).isNotNull();
            } catch (ParseException e) {
              assertThat(e.errors()).isNotEmpty();
            }
          }
        });
  }

  private boolean parse(byte[] query) {
    Expr expr;
    try {
      expr = parser.parse(query);
    } catch (ParseException e) {
      assertThat(e.errors()).hasSizeBetween(1, 100);
      assertThat(e.getMessage()).contains("parse error");
      return false;
    }
    String text = expr.text();
    assertThat(parser.parse(text).text()).isEqualTo(text);
    String pretty = new Prettifier(20).format(expr);
    assertThat(parser.parse(pretty).text()).isEqualTo(text);
    return true;
  }

  private static String mutated(Random random) {
    StringBuilder query = new StringBuilder(corpus.get(random.nextInt(corpus.size())));
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(query.length() + 1);
      int end = Math.min(query.length(), at + random.nextInt(6));
      switch (random.nextInt(4)) {
        case 0 -> query.delete(at, end);
        case 1 -> query.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> query.insert(at, query.substring(at, end));
        default -> {
          String other = corpus.get(random.nextInt(corpus.size()));
          query.replace(at, end, other.substring(random.nextInt(other.length() + 1)));
        }
      }
    }
    return query.toString();
  }
}

package io.tributary.promql.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Cases of queries with their trees, errors and texts: our own, and where the system property
 * {@code promqltest.dir} names a folder with them, those of the upstream parser's tests.
 */
class ParserCasesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Parser parser = new Parser(ParserOptions.everything());

  @TestFactory
  Stream<DynamicTest> expressions() {
    return cases("expressions", this::parses);
  }

  @TestFactory
  Stream<DynamicTest> texts() {
    return cases(
        "expr_string",
        c -> {
          String text = parser.parse(c.path("input").asText()).text();
          assertThat(text).isEqualTo(c.path("string").asText());
          assertThat(parser.parse(text).text()).isEqualTo(text);
        });
  }

  @TestFactory
  Stream<DynamicTest> layouts() {
    Prettifier prettifier = new Prettifier(10);
    return cases(
        "prettify",
        c -> {
          Expr expr = parser.parse(c.path("input").asText());
          String pretty = prettifier.format(expr);
          assertThat(pretty).isEqualTo(c.path("pretty").asText());
          assertThat(parser.parse(pretty).text()).isEqualTo(expr.text());
        });
  }

  @TestFactory
  Stream<DynamicTest> seriesDescriptions() {
    return cases("series_descriptions", SeriesCases::check);
  }

  private void parses(JsonNode c) {
    byte[] query = bytes(c.path("input").asText());
    if (!c.path("fail").asBoolean()) {
      Expr expr = parser.parse(query);
      if (c.path("expected_ast").isObject()) {
        assertThat(TreeText.of(expr)).isEqualTo(TreeText.of(c.path("expected_ast")));
      }
      assertThat(parser.parse(expr.text()).text()).isEqualTo(expr.text());
      return;
    }
    ParseException e = catchThrowableOfType(ParseException.class, () -> parser.parse(query));
    assertThat(e).as("a query that must fail").isNotNull();
    ParseError first = e.errors().getFirst();
    assertThat(first.message()).isEqualTo(c.path("error").asText());
    Position expected =
        new Position(c.path("error_pos").path(0).asInt(), c.path("error_pos").path(1).asInt());
    assertThat(first.position()).isEqualTo(expected);
  }

  /** In the cases a replacement character stands for a byte that is not UTF-8. */
  private static byte[] bytes(String input) {
    byte[] utf8 = input.replace('\uFFFD', '\0').getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < utf8.length; i++) {
      utf8[i] = utf8[i] == 0 ? (byte) 0xFF : utf8[i];
    }
    return utf8;
  }

  private static Stream<DynamicTest> cases(String section, Consumer<JsonNode> check) {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode c : own().path(section)) {
      tests.add(test("own", c, check));
    }
    String folder = System.getProperty("promqltest.dir", "");
    if (!folder.isEmpty()) {
      JsonNode upstream = upstream(Path.of(folder, "parser-cases.json")).path(section);
      upstream.forEach(c -> tests.add(test("upstream", c, check)));
      System.out.println("parser-cases.json " + section + ": " + upstream.size() + " cases");
    }
    return tests.stream();
  }

  private static DynamicTest test(String source, JsonNode c, Consumer<JsonNode> check) {
    String input = c.path("input").asText();
    String shown = input.length() > 80 ? input.substring(0, 80) + "..." : input;
    return DynamicTest.dynamicTest(source + ": " + shown, () -> check.accept(c));
  }

  private static JsonNode own() {
    try (InputStream in = ParserCasesTest.class.getResourceAsStream("/parser-cases.json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode upstream(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

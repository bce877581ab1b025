package io.tributary.promql.syntax;

import io.tributary.promql.syntax.SeriesDescription.Item;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads series lines of the test script format. */
public final class SeriesDescriptionParser {
  private static final String LABEL_SET = "label set";

  private final byte[] line;
  private final Diagnostics diagnostics = new Diagnostics();
  private final TokenStream tokens;

  private SeriesDescriptionParser(String text) {
    line = text.getBytes(StandardCharsets.UTF_8);
    tokens = new TokenStream(new Lexer(line), diagnostics);
  }

  /**
   * The series that the line describes; without items where only labels are given.
   *
   * @throws ParseException where it describes none
   */
  public static SeriesDescription parse(String line) {
    SeriesDescriptionParser parser = new SeriesDescriptionParser(line);
    try {
      SeriesDescription description = parser.description();
      if (parser.diagnostics.isEmpty()) {
        return description;
      }
    } catch (Diagnostics.Abort abort) {
      // What is wrong is in the diagnostics.
    }
    throw new ParseException(line, parser.diagnostics.errors());
  }

  private SeriesDescription description() {
    LabelsBuilder labels = Labels.builder();
    int end = 0;
    if (line.length > 0 && (Lexer.isLetter(line[0]) || line[0] == ':')) {
      Token name = tokens.take();
      if (!name.kind().isMetricName()) {
        throw diagnostics.fail(name.position(), "unexpected " + name.describe());
      }
      labels.set(Labels.NAME, name.text());
      end = name.end();
    }
    if (end < line.length && line[end] == '{') {
      labelSet(labels);
      end = tokens.lastEnd();
    }
    List<Item> items = new SeriesValueParser(line, end, diagnostics).items();
    return new SeriesDescription(labels.build(), items);
  }

  private void labelSet(LabelsBuilder labels) {
    tokens.take();
    while (!tokens.at(TokenKind.RIGHT_BRACE)) {
      label(labels);
      if (!tokens.accept(TokenKind.COMMA) && !tokens.at(TokenKind.RIGHT_BRACE)) {
        throw tokens.unexpected(LABEL_SET, "\",\" or \"}\"");
      }
    }
    tokens.take();
  }

  private void label(LabelsBuilder labels) {
    boolean quoted = tokens.at(TokenKind.STRING);
    if (!quoted && !tokens.at(TokenKind.IDENTIFIER)) {
      throw tokens.unexpected(LABEL_SET, "identifier or \"}\"");
    }
    String text = tokens.take().text();
    String name = quoted ? StringLiterals.unquote(text) : text;
    if (tokens.accept(TokenKind.EQUAL)) {
      Token value = tokens.expect(TokenKind.STRING, LABEL_SET, "string");
      labels.set(name, StringLiterals.unquote(value.text()));
    } else if (quoted) {
      labels.set(Labels.NAME, name);
    } else {
      throw tokens.unexpected(LABEL_SET, "\"=\"");
    }
  }
}

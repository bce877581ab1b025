package io.tributary.promql.script;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tributary.promql.exec.Annotation;
import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.ParserOptions;
import io.tributary.promql.syntax.SeriesDescription;
import io.tributary.promql.syntax.SeriesDescriptionParser;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Collects the lines under an {@code eval}: what to expect of annotations, errors and values. */
final class ExpectationParser {
  private static final Pattern EXPECT =
      Pattern.compile(
          "^expect\\s+(ordered|fail|warn|no_warn|info|no_info)(?:\\s+(regex|msg):\\s*(.+))?$");
  private static final Pattern RANGE_VECTOR =
      Pattern.compile("^expect\\s+range\\s+vector\\s+from\\s+(.+)\\s+to\\s+(.+)\\s+step\\s+(.+)$");
  private static final Pattern TEXT = Pattern.compile("^expect\\s+string\\s+(.+)$");
  private static final Pattern OLD_FAILURE =
      Pattern.compile("^expected_fail_(message|regexp)\\s+(.+)$");

  private final ScriptLines lines;
  private final List<Expectation.AnnotationRule> annotations = new ArrayList<>();
  private final List<SeriesDescription> series = new ArrayList<>();
  private @Nullable MessageRule failure;
  private boolean ordered;
  private @Nullable Grid grid;
  private Expectation.@Nullable Result single;

  /** When the values of a series line are. */
  private record Grid(long startMs, long endMs, long stepMs) {}

  ExpectationParser(ScriptLines lines, ScriptQuery.@Nullable Range query) {
    this.lines = lines;
    if (query != null) {
      grid = new Grid(query.startMs(), query.endMs(), query.stepMs());
    }
  }

  /** Expects what {@code eval}'s old suffixes and {@code expect} lines name. */
  void expect(String kind) {
    expect(kind, new MessageRule.Any());
  }

  private void expect(String kind, MessageRule message) {
    switch (kind) {
      case "ordered" -> ordered = true;
      case "fail" -> failure = message;
      case "warn" -> annotate(Annotation.Level.WARNING, message);
      case "no_warn" -> annotate(Annotation.Level.WARNING, null);
      case "info" -> annotate(Annotation.Level.INFO, message);
      case "no_info" -> annotate(Annotation.Level.INFO, null);
      default -> throw lines.error("cannot expect \"" + kind + "\"");
    }
  }

  private void annotate(Annotation.Level level, @Nullable MessageRule message) {
    for (Expectation.AnnotationRule rule : annotations) {
      if (rule.level() == level && (rule.message() == null) != (message == null)) {
        throw lines.error("annotations of one kind are expected and excluded");
      }
    }
    annotations.add(new Expectation.AnnotationRule(level, message));
  }

  void add(String line) {
    Matcher expect = EXPECT.matcher(line);
    Matcher oldFailure = OLD_FAILURE.matcher(line);
    Matcher text = TEXT.matcher(line);
    Matcher rangeVector = RANGE_VECTOR.matcher(line);
    if (expect.matches()) {
      expect(expect.group(1), message(expect.group(2), expect.group(3)));
    } else if (oldFailure.matches()) {
      failure = message(oldFailure.group(1), oldFailure.group(2));
    } else if (text.matches()) {
      single = new Expectation.Result.Text(unquote(text.group(1)));
    } else if (rangeVector.matches()) {
      grid =
          new Grid(
              lines.durationMs(rangeVector.group(1)),
              lines.durationMs(rangeVector.group(2)),
              lines.durationMs(rangeVector.group(3)));
    } else if (line.matches("expect\\s.*")) {
      throw lines.error("cannot expect this: \"" + line + "\"");
    } else {
      addValue(line);
    }
  }

  private MessageRule message(@Nullable String kind, @Nullable String text) {
    if (kind == null || text == null) {
      return new MessageRule.Any();
    }
    if (kind.equals("msg") || kind.equals("message")) {
      return new MessageRule.Exact(text);
    }
    try {
      return new MessageRule.Regex(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      throw lines.error("not a regular expression: " + e.getMessage());
    }
  }

  private String unquote(String literal) {
    try {
      if (new Parser(ParserOptions.everything()).parse(literal) instanceof Expr.StringLiteral s) {
        return s.value();
      }
    } catch (ParseException e) {
      throw lines.error("not a string: " + e.getMessage());
    }
    throw lines.error("not a string: " + literal);
  }

  private void addValue(String line) {
    OptionalDouble number = ScriptLines.number(line);
    if (number.isPresent()) {
      single = new Expectation.Result.Scalar(number.getAsDouble());
      return;
    }
    try {
      SeriesDescription described = SeriesDescriptionParser.parse(line);
      check(described);
      series.add(described);
    } catch (ParseException e) {
      throw lines.error(e.getMessage() + " in \"" + line + "\"");
    }
  }

  private void check(SeriesDescription described) {
    int values = described.items().size();
    if (grid == null && (values != 1 || described.items().getFirst().omitted())) {
      throw lines.error("expected one value of an instant vector's series but got " + values);
    }
    if (grid != null) {
      long steps = (grid.endMs() - grid.startMs()) / grid.stepMs() + 1;
      if (values > steps) {
        throw lines.error("the range has " + steps + " steps but the series " + values);
      }
    }
  }

  Expectation build() {
    if (single != null && !series.isEmpty()) {
      throw lines.error("expected both one value and series");
    }
    if (ordered && grid != null) {
      throw lines.error("the order of a range query's result is given: it cannot be expected");
    }
    Expectation.Result result = single;
    if (result == null) {
      result =
          grid == null
              ? new Expectation.Result.Vector(List.copyOf(series))
              : new Expectation.Result.Matrix(grid.startMs(), grid.stepMs(), List.copyOf(series));
    }
    return new Expectation(failure, annotations, ordered, result);
  }
}

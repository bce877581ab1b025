package io.tributary.promql.script;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads an {@code eval} with all its expectations. */
final class EvalParser {
  private static final Pattern INSTANT =
      Pattern.compile(
          "^eval(?:_(fail|warn|ordered|info))?\\s+instant\\s+(?:at\\s+(.+?))?\\s+(.+)$");
  private static final Pattern RANGE =
      Pattern.compile(
          "^eval(?:_(fail|warn|info))?\\s+range\\s+from\\s+(.+)\\s+to\\s+(.+)\\s+step\\s+(.+?)"
              + "\\s+(.+)$");

  private final ScriptLines lines;

  EvalParser(ScriptLines lines) {
    this.lines = lines;
  }

  Command.Eval parse(String line) {
    int number = lines.number();
    Matcher instant = INSTANT.matcher(line);
    if (instant.matches()) {
      String at = instant.group(2);
      long atMs = at == null ? 0 : lines.durationMs(at);
      ScriptQuery query = new ScriptQuery.Instant(instant.group(3), atMs);
      return new Command.Eval(number, query, expectation(instant.group(1), null));
    }
    Matcher range = RANGE.matcher(line);
    if (range.matches()) {
      ScriptQuery.Range query =
          new ScriptQuery.Range(
              range.group(5),
              lines.durationMs(range.group(2)),
              lines.durationMs(range.group(3)),
              lines.durationMs(range.group(4)));
      if (query.endMs() < query.startMs()) {
        throw lines.error("the range ends before it starts");
      }
      if (query.stepMs() == 0) {
        throw lines.error("the range's step is zero");
      }
      return new Command.Eval(number, query, expectation(range.group(1), query));
    }
    throw lines.error(
        "invalid eval command: \"eval instant at <time> <query>\" or \"eval range from <time> to"
            + " <time> step <duration> <query>\" was expected");
  }

  private Expectation expectation(@Nullable String suffix, ScriptQuery.@Nullable Range grid) {
    ExpectationParser parser = new ExpectationParser(lines, grid);
    if (suffix != null) {
      parser.expect(suffix.toLowerCase(Locale.ROOT));
    }
    while (lines.inBlock()) {
      parser.add(lines.next());
    }
    return parser.build();
  }
}

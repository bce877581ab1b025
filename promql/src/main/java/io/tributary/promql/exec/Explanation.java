package io.tributary.promql.exec;

import java.util.List;
import java.util.Locale;

/**
 * A query's plan as a tree of operators and, where the query was run for it, what each cost. What
 * is below an operator is part of what it cost.
 *
 * @param operator what it does, on one line
 * @param series how many series there may be in its result; -1 where the query was not run
 * @param rows how often a series was made: more than once where others needed it again; -1 likewise
 * @param samples how many samples were read; -1 likewise
 * @param nanos how long it took, of all threads together; -1 likewise
 * @param inputs what it reads from
 */
public record Explanation(
    String operator, long series, long rows, long samples, long nanos, List<Explanation> inputs) {
  /** Copies the inputs. */
  public Explanation {
    inputs = List.copyOf(inputs);
  }

  /** Of an operator that was not run. */
  static Explanation of(String operator, List<Explanation> inputs) {
    return new Explanation(operator, -1, -1, -1, -1, inputs);
  }

  /** Indented lines, inputs below what reads them. */
  public String toText() {
    StringBuilder out = new StringBuilder();
    text(out, 0);
    return out.toString();
  }

  private void text(StringBuilder out, int depth) {
    out.append("  ".repeat(depth)).append(operator);
    if (series >= 0) {
      out.append(
          String.format(
              Locale.ROOT,
              "  (series=%d rows=%d samples=%d time=%.3fms)",
              series,
              rows,
              samples,
              nanos / 1e6));
    }
    out.append('\n');
    for (Explanation input : inputs) {
      input.text(out, depth + 1);
    }
  }

  /** The tree as JSON: the record's fields by their names; costs only where there are any. */
  public String toJson() {
    StringBuilder out = new StringBuilder();
    json(out);
    return out.toString();
  }

  private void json(StringBuilder out) {
    out.append("{\"operator\":");
    quote(out, operator);
    if (series >= 0) {
      out.append(",\"series\":").append(series);
      out.append(",\"rows\":").append(rows);
      out.append(",\"samples\":").append(samples);
      out.append(",\"nanos\":").append(nanos);
    }
    out.append(",\"inputs\":[");
    for (int i = 0; i < inputs.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      inputs.get(i).json(out);
    }
    out.append("]}");
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}

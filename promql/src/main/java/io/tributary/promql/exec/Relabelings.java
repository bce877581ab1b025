package io.tributary.promql.exec;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tributary.promql.plan.Plan;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.regex.RegexSize;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What {@code label_replace} and {@code label_join} do to labels. */
final class Relabelings {
  /** The longest value that is put into a label: what doubles and doubles again ends here. */
  private static final int MAX_VALUE_CHARS = 1 << 20;

  private Relabelings() {}

  static Operator replace(List<Plan> arguments, Operator input) {
    String target = text(arguments.get(1));
    String replacement = text(arguments.get(2));
    String source = text(arguments.get(3));
    String regex = text(arguments.get(4));
    Pattern pattern = pattern(regex);
    if (!LabelNames.isValid(target)) {
      throw Evaluation.failure("invalid destination label name in label_replace(): " + target);
    }
    UnaryOperator<Labels> relabel =
        labels -> {
          Matcher matcher = pattern.matcher(labels.getOrEmpty(source));
          if (!matcher.find()) {
            return labels;
          }
          return labels.toBuilder().set(target, expand(replacement, matcher)).build();
        };
    return new RelabelOperator("label_replace", input, target, relabel);
  }

  private static Pattern pattern(String regex) {
    try {
      RegexSize.check(regex);
      return Pattern.compile("^(?s:" + regex + ")$");
    } catch (PatternSyntaxException e) {
      throw Evaluation.failure("invalid regular expression in label_replace(): " + regex);
    } catch (IllegalArgumentException e) {
      throw new QueryException(QueryException.Kind.LIMIT, "label_replace(): " + e.getMessage());
    }
  }

  static Operator join(List<Plan> arguments, Operator input) {
    String target = text(arguments.get(1));
    String separator = text(arguments.get(2));
    List<String> sources = new ArrayList<>();
    for (Plan source : arguments.subList(3, arguments.size())) {
      String name = text(source);
      if (!LabelNames.isValid(name)) {
        throw Evaluation.failure("invalid source label name in label_join(): " + name);
      }
      sources.add(name);
    }
    if (!LabelNames.isValid(target)) {
      throw Evaluation.failure("invalid destination label name in label_join(): " + target);
    }
    UnaryOperator<Labels> relabel =
        labels -> {
          StringBuilder joined = new StringBuilder();
          for (int i = 0; i < sources.size(); i++) {
            append(joined, i > 0 ? separator : "");
            append(joined, labels.getOrEmpty(sources.get(i)));
          }
          return labels.toBuilder().set(target, joined.toString()).build();
        };
    return new RelabelOperator("label_join", input, target, relabel);
  }

  private static String text(Plan argument) {
    if (argument instanceof Plan.Text text) {
      return text.value();
    }
    throw new IllegalArgumentException("no string: " + argument);
  }

  /** {@code $1}, {@code ${1}}, {@code $name} and {@code ${name}} are groups, {@code $$} is a $. */
  private static String expand(String template, Matcher matcher) {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < template.length()) {
      char c = template.charAt(i);
      if (c != '$' || i + 1 == template.length()) {
        out.append(c);
        i++;
        continue;
      }
      if (template.charAt(i + 1) == '$') {
        out.append('$');
        i += 2;
        continue;
      }
      boolean braced = template.charAt(i + 1) == '{';
      int start = braced ? i + 2 : i + 1;
      int end = start;
      while (end < template.length() && isWord(template.charAt(end))) {
        end++;
      }
      boolean closed = !braced || (end < template.length() && template.charAt(end) == '}');
      if (end == start || !closed) {
        out.append('$');
        i++;
        continue;
      }
      append(out, group(template.substring(start, end), matcher));
      i = braced ? end + 1 : end;
    }
    return out.toString();
  }

  private static void append(StringBuilder value, String part) {
    if (value.length() + part.length() > MAX_VALUE_CHARS) {
      throw new QueryException(
          QueryException.Kind.LIMIT,
          "a label's value would have more than " + MAX_VALUE_CHARS + " characters");
    }
    value.append(part);
  }

  private static boolean isWord(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private static String group(String name, Matcher matcher) {
    String value;
    if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      int number = name.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(name);
      value = number <= matcher.groupCount() ? matcher.group(number) : null;
    } else if (matcher.pattern().namedGroups().containsKey(name)) {
      value = matcher.group(name);
    } else {
      value = null;
    }
    return value == null ? "" : value;
  }
}

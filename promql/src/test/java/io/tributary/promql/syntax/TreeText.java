package io.tributary.promql.syntax;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Expression trees as text to compare by: ours, and those of the upstream parser's cases, which are
 * JSON with the names of its Go types and fields.
 */
final class TreeText {
  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("ADD", "+"),
          Map.entry("SUB", "-"),
          Map.entry("MUL", "*"),
          Map.entry("DIV", "/"),
          Map.entry("MOD", "%"),
          Map.entry("POW", "^"),
          Map.entry("EQLC", "=="),
          Map.entry("NEQ", "!="),
          Map.entry("GTE", ">="),
          Map.entry("GTR", ">"),
          Map.entry("LTE", "<="),
          Map.entry("LSS", "<"),
          Map.entry("LAND", "and"),
          Map.entry("LOR", "or"),
          Map.entry("LUNLESS", "unless"),
          Map.entry("ATAN2", "atan2"),
          Map.entry("MIN_OF", "min_of"),
          Map.entry("MAX_OF", "max_of"));

  private TreeText() {}

  static String of(Expr e) {
    return switch (e) {
      case Expr.NumberLiteral n -> number(n.value(), n.duration()) + at(n.position());
      case Expr.StringLiteral s -> Quoting.string(s.value()) + at(s.position());
      case Expr.VectorSelector v ->
          "select("
              + v.name()
              + v.matchers()
              + shift(v.shift())
              + v.edges()
              + v.infoLabels()
              + ")"
              + at(v.position());
      case Expr.MatrixSelector m ->
          of(m.selector()) + "[" + duration(m.range()) + "]to" + m.position().end();
      case Expr.Subquery s -> {
        @Nullable DurationExpr step = s.step();
        yield of(s.expr())
            + "["
            + duration(s.range())
            + ":"
            + (step == null ? "" : duration(step))
            + "]"
            + shift(s.shift())
            + "to"
            + s.position().end();
      }
      case Expr.Paren p -> "(" + of(p.inner()) + ")" + at(p.position());
      case Expr.Unary u ->
          (u.negative() ? "-" : "+") + of(u.operand()) + "from" + u.position().start();
      case Expr.Binary b ->
          "{"
              + of(b.left())
              + " "
              + b.op().text()
              + (b.returnBool() ? " bool" : "")
              + matching(b.matching())
              + " "
              + of(b.right())
              + "}";
      case Expr.Aggregate a -> {
        @Nullable Expr parameter = a.parameter();
        yield a.op().text()
            + (a.without() ? " without" : "")
            + a.grouping()
            + "("
            + (parameter == null ? "" : of(parameter) + ", ")
            + of(a.expr())
            + ")"
            + at(a.position());
      }
      case Expr.Call c ->
          c.function().text()
              + c.arguments().stream().map(TreeText::of).toList()
              + at(c.position());
    };
  }

  private static String number(double value, boolean duration) {
    return value + (duration ? "d" : "");
  }

  private static String at(Position p) {
    return "@" + p.start() + ".." + p.end();
  }

  private static String shift(TimeShift shift) {
    @Nullable DurationExpr offset = shift.offset();
    return " offset=" + (offset == null ? "0" : duration(offset)) + " at=" + shift.at() + " ";
  }

  private static String duration(DurationExpr e) {
    return e instanceof DurationExpr.Literal l ? String.valueOf(l.millis()) : term(e);
  }

  private static String term(DurationExpr e) {
    return switch (e) {
      case DurationExpr.Literal l -> number(l.seconds(), l.hasUnit());
      case DurationExpr.Step _ -> "step";
      case DurationExpr.Range _ -> "range";
      case DurationExpr.Negation n -> "-" + term(n.operand());
      case DurationExpr.Paren p -> "(" + term(p.inner()) + ")";
      case DurationExpr.Binary b ->
          b.op().text() + "{" + term(b.left()) + ", " + term(b.right()) + "}";
    };
  }

  private static String matching(@Nullable VectorMatching m) {
    return m == null
        ? ""
        : " " + m.cardinality() + (m.on() ? "on" : "ignoring") + m.labels() + m.include();
  }

  static String of(JsonNode n) {
    return switch (n.path("_type").asText()) {
      case "NumberLiteral" -> number(value(n), n.path("Duration").asBoolean()) + range(n);
      case "StringLiteral" -> Quoting.string(n.path("Val").asText()) + range(n);
      case "VectorSelector" ->
          "select("
              + n.path("Name").asText()
              + matchers(n.path("LabelMatchers"))
              + goShift(n)
              + edges(n)
              + n.path("BypassEmptyMatcherCheck").asBoolean()
              + ")"
              + range(n);
      case "MatrixSelector" ->
          of(n.path("VectorSelector"))
              + "["
              + goDuration(n, "Range")
              + "]to"
              + n.path("EndPos").asInt();
      case "SubqueryExpr" ->
          of(n.path("Expr"))
              + "["
              + goDuration(n, "Range")
              + ":"
              + (n.has("Step") || n.has("StepExpr") ? goDuration(n, "Step") : "")
              + "]"
              + goShift(n)
              + "to"
              + n.path("EndPos").asInt();
      case "ParenExpr" -> "(" + of(n.path("Expr")) + ")" + range(n);
      case "UnaryExpr" ->
          OPERATORS.get(n.path("Op").asText())
              + of(n.path("Expr"))
              + "from"
              + n.path("StartPos").asInt();
      case "BinaryExpr" ->
          "{"
              + of(n.path("LHS"))
              + " "
              + OPERATORS.get(n.path("Op").asText())
              + (n.path("ReturnBool").asBoolean() ? " bool" : "")
              + goMatching(n.path("VectorMatching"))
              + " "
              + of(n.path("RHS"))
              + "}";
      case "AggregateExpr" ->
          n.path("Op").asText().toLowerCase(Locale.ROOT)
              + (n.path("Without").asBoolean() ? " without" : "")
              + texts(n.path("Grouping"))
              + "("
              + (n.has("Param") ? of(n.path("Param")) + ", " : "")
              + of(n.path("Expr"))
              + ")"
              + range(n);
      case "Call" ->
          n.path("Func").path("args").path(0).asText()
              + elements(n.path("Args")).stream().map(TreeText::of).toList()
              + range(n);
      default -> throw new IllegalArgumentException("no such node: " + n);
    };
  }

  private static double value(JsonNode n) {
    JsonNode value = n.path("Val");
    if (value.isTextual()) {
      return switch (value.asText()) {
        case "+Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.NaN;
      };
    }
    return value.asDouble();
  }

  private static String range(JsonNode n) {
    JsonNode range = n.path("PosRange");
    return at(new Position(range.path("Start").asInt(), range.path("End").asInt()));
  }

  private static String matchers(JsonNode matchers) {
    return elements(matchers).stream()
        .map(
            m ->
                Matcher.of(
                        switch (m.path("matcher").asText()) {
                          case "labels.MatchEqual" -> Matcher.Type.EQUAL;
                          case "labels.MatchNotEqual" -> Matcher.Type.NOT_EQUAL;
                          case "labels.MatchRegexp" -> Matcher.Type.REGEX;
                          default -> Matcher.Type.NOT_REGEX;
                        },
                        m.path("name").asText().contains("MetricName")
                            ? "__name__"
                            : m.path("name").asText(),
                        m.path("value").asText())
                    .toString())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String goShift(JsonNode n) {
    String offset = goDuration(n, "OriginalOffset");
    @Nullable At at = null;
    if (n.path("Timestamp").isNumber()) {
      at = new At.Timestamp(n.path("Timestamp").asLong());
    } else if (n.has("StartOrEnd")) {
      at = n.path("StartOrEnd").asText().equals("START") ? new At.Start() : new At.End();
    }
    return " offset=" + offset + " at=" + at + " ";
  }

  private static String edges(JsonNode n) {
    return n.path("Anchored").asBoolean()
        ? "ANCHORED"
        : n.path("Smoothed").asBoolean() ? "SMOOTHED" : "PLAIN";
  }

  private static String goDuration(JsonNode n, String field) {
    JsonNode expr = n.path(field + "Expr");
    return expr.isObject() ? goTerm(expr) : String.valueOf(n.path(field).asLong() / 1_000_000);
  }

  private static String goTerm(JsonNode n) {
    if (n.path("_type").asText().equals("NumberLiteral")) {
      return number(value(n), n.path("Duration").asBoolean());
    }
    String op = n.path("Op").asText();
    String right = n.path("RHS").isObject() ? goTerm(n.path("RHS")) : "";
    String text =
        switch (op) {
          case "STEP" -> "step";
          case "RANGE" -> "range";
          default ->
              n.path("LHS").isObject()
                  ? OPERATORS.get(op) + "{" + goTerm(n.path("LHS")) + ", " + right + "}"
                  : (op.equals("SUB") ? "-" : "") + right;
        };
    return n.path("Wrapped").asBoolean() ? "(" + text + ")" : text;
  }

  private static String goMatching(JsonNode m) {
    if (!m.isObject()) {
      return "";
    }
    String cardinality =
        switch (m.path("Card").asText()) {
          case "CardManyToOne" -> "MANY_TO_ONE";
          case "CardOneToMany" -> "ONE_TO_MANY";
          case "CardManyToMany" -> "MANY_TO_MANY";
          default -> "ONE_TO_ONE";
        };
    return " "
        + cardinality
        + (m.path("On").asBoolean() ? "on" : "ignoring")
        + texts(m.path("MatchingLabels"))
        + texts(m.path("Include"));
  }

  private static List<String> texts(JsonNode array) {
    return elements(array).stream().map(JsonNode::asText).toList();
  }

  private static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}

package io.tributary.hub.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.promql.syntax.At;
import io.tributary.promql.syntax.DurationExpr;
import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.Function;
import io.tributary.promql.syntax.Matcher;
import io.tributary.promql.syntax.TimeShift;
import io.tributary.promql.syntax.VectorMatching;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression as {@code parse_query} shows it: one object for each node, its fields in order of
 * their names. Prometheus: {@code web/api/v1/translate_ast.go}.
 */
final class ExprJson {
  /**
   * Of nodes in each other; the JSON of each takes up to two levels, of which there may be 1000.
   */
  static final int MAX_DEPTH = 400;

  private record Node(Expr expr, int depth) {}

  private final JsonGenerator json;

  /** How many nodes lie in each other at most, as far as {@link #MAX_DEPTH} + 1. */
  static int depth(Expr expr) {
    int deepest = 0;
    Deque<Node> open = new ArrayDeque<>(List.of(new Node(expr, 1)));
    while (!open.isEmpty() && deepest <= MAX_DEPTH) {
      Node node = open.pop();
      deepest = Math.max(deepest, node.depth());
      for (Expr child : node.expr().children()) {
        open.push(new Node(child, node.depth() + 1));
      }
    }
    return deepest;
  }

  ExprJson(JsonGenerator json) {
    this.json = json;
  }

  void write(@Nullable Expr expr) throws IOException {
    if (expr == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    switch (expr) {
      case Expr.NumberLiteral number -> {
        json.writeStringField("type", "numberLiteral");
        json.writeStringField("val", plain(number.value()));
      }
      case Expr.StringLiteral text -> {
        json.writeStringField("type", "stringLiteral");
        json.writeStringField("val", text.value());
      }
      case Expr.Paren paren -> {
        field("expr", paren.inner());
        json.writeStringField("type", "parenExpr");
      }
      case Expr.Unary unary -> {
        field("expr", unary.operand());
        json.writeStringField("op", unary.negative() ? "-" : "+");
        json.writeStringField("type", "unaryExpr");
      }
      case Expr.VectorSelector selector -> selector(selector, null, "vectorSelector");
      case Expr.MatrixSelector matrix ->
          selector(matrix.selector(), matrix.range(), "matrixSelector");
      case Expr.Subquery subquery -> subquery(subquery);
      case Expr.Binary binary -> binary(binary);
      case Expr.Aggregate aggregate -> aggregate(aggregate);
      case Expr.Call call -> call(call);
    }
    json.writeEndObject();
  }

  private void field(String name, @Nullable Expr expr) throws IOException {
    json.writeFieldName(name);
    write(expr);
  }

  private void selector(Expr.VectorSelector selector, @Nullable DurationExpr range, String type)
      throws IOException {
    json.writeArrayFieldStart("matchers");
    for (Matcher matcher : selector.matchers()) {
      json.writeStartObject();
      json.writeStringField("name", matcher.name());
      json.writeStringField("type", matcher.type().text());
      json.writeStringField("value", matcher.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("name", selector.name());
    json.writeNumberField("offset", millis(selector.shift().offset()));
    if (range != null) {
      json.writeNumberField("range", millis(range));
    }
    startOrEnd(selector.shift());
    timestamp(selector.shift());
    json.writeStringField("type", type);
  }

  private void subquery(Expr.Subquery subquery) throws IOException {
    field("expr", subquery.expr());
    json.writeNumberField("offset", millis(subquery.shift().offset()));
    json.writeNumberField("range", millis(subquery.range()));
    startOrEnd(subquery.shift());
    json.writeNumberField("step", millis(subquery.step()));
    timestamp(subquery.shift());
    json.writeStringField("type", "subquery");
  }

  /** 0 where there is none, and where it is not known before the query runs. */
  private static long millis(@Nullable DurationExpr duration) {
    return switch (duration) {
      case DurationExpr.Literal literal -> literal.millis();
      case DurationExpr.Negation negation -> -millis(negation.operand());
      case DurationExpr.Paren paren -> millis(paren.inner());
      case DurationExpr.Step _, DurationExpr.Range _, DurationExpr.Binary _ -> 0;
      case null -> 0;
    };
  }

  private void startOrEnd(TimeShift shift) throws IOException {
    switch (shift.at()) {
      case At.Start _ -> json.writeStringField("startOrEnd", "start");
      case At.End _ -> json.writeStringField("startOrEnd", "end");
      case At.Timestamp _ -> json.writeNullField("startOrEnd");
      case null -> json.writeNullField("startOrEnd");
    }
  }

  private void timestamp(TimeShift shift) throws IOException {
    if (shift.at() instanceof At.Timestamp(long timestampMs)) {
      json.writeNumberField("timestamp", timestampMs);
    } else {
      json.writeNullField("timestamp");
    }
  }

  private void binary(Expr.Binary binary) throws IOException {
    json.writeBooleanField("bool", binary.returnBool());
    field("lhs", binary.left());
    VectorMatching matching = binary.matching();
    if (matching == null) {
      json.writeNullField("matching");
    } else {
      json.writeObjectFieldStart("matching");
      json.writeStringField("card", matching.cardinality().text());
      texts("include", matching.include());
      texts("labels", matching.labels());
      json.writeBooleanField("on", matching.on());
      json.writeEndObject();
    }
    json.writeStringField("op", binary.op().text());
    field("rhs", binary.right());
    json.writeStringField("type", "binaryExpr");
  }

  private void aggregate(Expr.Aggregate aggregate) throws IOException {
    field("expr", aggregate.expr());
    texts("grouping", aggregate.grouping());
    json.writeStringField("op", aggregate.op().text());
    field("param", aggregate.parameter());
    json.writeStringField("type", "aggregation");
    json.writeBooleanField("without", aggregate.without());
  }

  private void call(Expr.Call call) throws IOException {
    json.writeArrayFieldStart("args");
    for (Expr argument : call.arguments()) {
      write(argument);
    }
    json.writeEndArray();
    Function function = call.function();
    json.writeObjectFieldStart("func");
    json.writeArrayFieldStart("argTypes");
    for (int i = 0; i < function.argumentTypeCount(); i++) {
      json.writeString(function.argumentType(i).apiName());
    }
    json.writeEndArray();
    json.writeStringField("name", function.text());
    json.writeStringField("returnType", function.returnType().apiName());
    json.writeNumberField("variadic", variadic(function));
    json.writeEndObject();
    json.writeStringField("type", "call");
  }

  /** How many arguments may be left out; -1 where the last may be repeated. */
  private static int variadic(Function function) {
    return function.maxArguments() == Integer.MAX_VALUE
        ? -1
        : function.maxArguments() - function.minArguments();
  }

  private void texts(String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /** All digits, never an exponent. */
  private static String plain(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
      StringBuilder text = new StringBuilder();
      NumberText.append(value, text);
      return text.toString();
    }
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}

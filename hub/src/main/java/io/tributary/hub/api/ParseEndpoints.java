package io.tributary.hub.api;

import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.Prettifier;

/** {@code format_query} and {@code parse_query}. */
final class ParseEndpoints {
  private final Parser parser;

  ParseEndpoints(Parser parser) {
    this.parser = parser;
  }

  Answer formatQuery(Params params) {
    String formatted = new Prettifier().format(parse(params));
    return Answer.of(json -> json.writeString(formatted));
  }

  Answer parseQuery(Params params) {
    Expr expr = parse(params);
    if (ExprJson.depth(expr) > ExprJson.MAX_DEPTH) {
      throw new ApiException(
          ErrorType.EXECUTION,
          "the query is nested more than " + ExprJson.MAX_DEPTH + " deep, too much to be shown");
    }
    return Answer.of(json -> new ExprJson(json).write(expr));
  }

  private Expr parse(Params params) {
    try {
      return parser.parse(params.get("query"));
    } catch (ParseException e) {
      throw ApiException.invalidParameter("query", String.valueOf(e.getMessage()));
    }
  }
}

package io.tributary.promql.syntax;

/** Keeps the parser's recursion within a thread's stack. */
final class Depth {
  private final TokenStream tokens;
  private final Diagnostics diagnostics;
  private final int limit;
  private int depth;

  Depth(TokenStream tokens, Diagnostics diagnostics, int limit) {
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    this.limit = limit;
  }

  void enter() {
    if (++depth > limit) {
      throw diagnostics.fail(
          tokens.peek().position(), "expression nests deeper than the limit of " + limit);
    }
  }

  void leave() {
    depth--;
  }
}

/**
 * The language's text: lexer, parser, type checks, the {@link io.tributary.promql.syntax.Expr
 * expression tree} and its printers. Nothing here evaluates.
 */
@NullMarked
package io.tributary.promql.syntax;

import org.jspecify.annotations.NullMarked;

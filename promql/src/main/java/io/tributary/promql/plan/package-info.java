/**
 * What a query does, before it is run: logical nodes made from the syntax tree, and the rules that
 * make them cheaper. A plan is immutable and has no data; {@code promql.exec} turns it into
 * operators.
 */
@NullMarked
package io.tributary.promql.plan;

import org.jspecify.annotations.NullMarked;

/**
 * Runs expressions: the public {@link io.tributary.promql.exec.Engine}, its options and results,
 * and the operators behind it. Pure computation: no clock, no threads but those lent, no global
 * state.
 */
@NullMarked
package io.tributary.promql.exec;

import org.jspecify.annotations.NullMarked;

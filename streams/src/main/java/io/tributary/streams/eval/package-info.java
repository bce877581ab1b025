/**
 * Rules as compiled plans over the windows of a task, where each may run, and their evaluation at
 * one instant. No Kafka here: what an evaluation yields goes to {@link
 * io.tributary.streams.eval.Emissions}, what must last to {@link
 * io.tributary.streams.eval.RuleStore}.
 */
@NullMarked
package io.tributary.streams.eval;

import org.jspecify.annotations.NullMarked;

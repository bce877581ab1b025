/**
 * The samples that evaluations may still look at: per task, in memory, written through as columnar
 * blocks to the task's state store.
 */
@NullMarked
package io.tributary.streams.window;

import org.jspecify.annotations.NullMarked;

/**
 * The arithmetic of the language over columns of samples: range functions over sliding windows,
 * functions and operators over rows of steps, accumulators. Knows nothing of plans and stores; the
 * same code serves queries and persistent plans.
 */
@NullMarked
package io.tributary.promql.kernel;

import org.jspecify.annotations.NullMarked;

/** Whole processes under a realistic load: ours, and the systems that people run today. */
@NullMarked
package io.tributary.bench.process;

import org.jspecify.annotations.NullMarked;

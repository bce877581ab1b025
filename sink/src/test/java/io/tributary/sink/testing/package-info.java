/** Twins of what the sink talks to, for its tests. */
@NullMarked
package io.tributary.sink.testing;

import org.jspecify.annotations.NullMarked;

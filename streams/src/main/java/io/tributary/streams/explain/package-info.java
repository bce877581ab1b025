/** Says in words where rules run, what they look at, and what that will cost. */
@NullMarked
package io.tributary.streams.explain;

import org.jspecify.annotations.NullMarked;

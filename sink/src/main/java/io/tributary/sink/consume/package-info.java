/** Reading topics with bounded memory, and committing only what was delivered. */
@NullMarked
package io.tributary.sink.consume;

import org.jspecify.annotations.NullMarked;

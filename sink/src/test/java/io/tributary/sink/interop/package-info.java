/** The sink against the real receivers. */
@NullMarked
package io.tributary.sink.interop;

import org.jspecify.annotations.NullMarked;

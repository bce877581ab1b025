/** Programs that measure. */
@NullMarked
package io.tributary.bench;

import org.jspecify.annotations.NullMarked;

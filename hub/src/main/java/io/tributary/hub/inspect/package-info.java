/** Looks at a folder of blocks without serving it: what they hold, and which cannot be read. */
@NullMarked
package io.tributary.hub.inspect;

import org.jspecify.annotations.NullMarked;

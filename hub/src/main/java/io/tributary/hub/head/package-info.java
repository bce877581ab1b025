/**
 * The head: the latest hours of all series in memory, in chunks, until a block on disk holds them.
 */
@NullMarked
package io.tributary.hub.head;

import org.jspecify.annotations.NullMarked;

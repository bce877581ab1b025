/**
 * From the topics into the store: the log is read, and offsets are committed once blocks hold it.
 */
@NullMarked
package io.tributary.hub.feed;

import org.jspecify.annotations.NullMarked;

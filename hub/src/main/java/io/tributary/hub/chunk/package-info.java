/**
 * Chunks: the compressed samples of one series over a stretch of time, in Prometheus's encodings.
 */
@NullMarked
package io.tributary.hub.chunk;

import org.jspecify.annotations.NullMarked;

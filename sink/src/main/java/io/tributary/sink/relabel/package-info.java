/** Prometheus's relabelling of label sets. */
@NullMarked
package io.tributary.sink.relabel;

import org.jspecify.annotations.NullMarked;

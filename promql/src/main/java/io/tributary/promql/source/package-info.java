/**
 * What the language asks of a store: series by matchers, then columns of samples by time range, and
 * summaries where the store keeps them. Implemented by the streaming windows, the hub's store and,
 * for tests, in memory. Sees only {@code promql.syntax}'s matchers and {@code schemas}.
 */
@NullMarked
package io.tributary.promql.source;

import org.jspecify.annotations.NullMarked;

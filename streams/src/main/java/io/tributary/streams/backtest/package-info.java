/** Rules over samples that are at hand, with no Kafka: backtests, and unit tests of rules. */
@NullMarked
package io.tributary.streams.backtest;

import org.jspecify.annotations.NullMarked;

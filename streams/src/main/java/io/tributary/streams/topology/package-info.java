/** The rule engine as a Kafka Streams topology: records, state stores, time. */
@NullMarked
package io.tributary.streams.topology;

import org.jspecify.annotations.NullMarked;

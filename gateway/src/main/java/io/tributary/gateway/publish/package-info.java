/** The Kafka side: topics, the producer, ticks. */
@NullMarked
package io.tributary.gateway.publish;

import org.jspecify.annotations.NullMarked;

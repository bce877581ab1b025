/**
 * The door: remote write in, Kafka records out. {@link io.tributary.gateway.Gateway} is what other
 * modules see; {@code http} speaks to agents, {@code ingest} decodes and judges, {@code publish}
 * speaks to Kafka.
 */
@NullMarked
package io.tributary.gateway;

import org.jspecify.annotations.NullMarked;

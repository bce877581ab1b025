/** The rule engine's own work: no Kafka, no disk. */
@NullMarked
package io.tributary.bench.rules;

import org.jspecify.annotations.NullMarked;

/**
 * Tests with real peers: Prometheus as agent, as hub and as reference; node_exporter; Alertmanager.
 * Run by {@code mvn -Pinterop -DskipTests -Dpeers.dir=DIR verify}.
 */
@NullMarked
package io.tributary.standalone.interop;

import org.jspecify.annotations.NullMarked;

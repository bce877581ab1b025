/**
 * Prometheus's HTTP API over the hub's store: Undertow handlers, JSON that is streamed. Sees the
 * store, the language's engine, and what the other parts show of themselves through the interfaces
 * here.
 */
@NullMarked
package io.tributary.hub.api;

import org.jspecify.annotations.NullMarked;

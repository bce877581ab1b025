/**
 * The messages of Prometheus's remote read ({@code prompb/remote.proto}): requests read with every
 * length checked, answers written as they are made. Knows nothing of HTTP.
 */
@NullMarked
package io.tributary.hub.remoteread;

import org.jspecify.annotations.NullMarked;

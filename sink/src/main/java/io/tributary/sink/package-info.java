/**
 * From the topics to the world: series to remote-write receivers, alerts to Alertmanagers. Depends
 * on {@code schemas} only.
 */
@NullMarked
package io.tributary.sink;

import org.jspecify.annotations.NullMarked;

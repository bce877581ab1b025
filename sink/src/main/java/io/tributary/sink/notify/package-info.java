/** From the alert topic to the Alertmanagers. */
@NullMarked
package io.tributary.sink.notify;

import org.jspecify.annotations.NullMarked;

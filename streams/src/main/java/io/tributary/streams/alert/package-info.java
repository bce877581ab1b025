/** The life of an alert: from a rule's results at T to its next states, transitions and series. */
@NullMarked
package io.tributary.streams.alert;

import org.jspecify.annotations.NullMarked;

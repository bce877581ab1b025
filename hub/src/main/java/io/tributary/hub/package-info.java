/** The embedded hub: its store, its feed and its API. {@code Hub} is the way in. */
@NullMarked
package io.tributary.hub;

import org.jspecify.annotations.NullMarked;

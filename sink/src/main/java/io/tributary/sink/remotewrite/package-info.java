/** From the sample topics to remote-write receivers. */
@NullMarked
package io.tributary.sink.remotewrite;

import org.jspecify.annotations.NullMarked;

/** The topics: their names, keys, values and headers. */
@NullMarked
package io.tributary.schemas.topic;

import org.jspecify.annotations.NullMarked;

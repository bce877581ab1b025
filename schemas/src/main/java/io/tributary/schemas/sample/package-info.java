/** What a series holds: samples and their markers. */
@NullMarked
package io.tributary.schemas.sample;

import org.jspecify.annotations.NullMarked;

/** Tests of what a terminal shows of an answer. */
@NullMarked
package io.tributary.standalone.query;

import org.jspecify.annotations.NullMarked;

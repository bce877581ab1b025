/** Records of the topics as lines, for people and for programs. */
@NullMarked
package io.tributary.standalone.tail;

import org.jspecify.annotations.NullMarked;

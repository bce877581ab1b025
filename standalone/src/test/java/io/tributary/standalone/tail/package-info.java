@NullMarked
package io.tributary.standalone.tail;

import org.jspecify.annotations.NullMarked;

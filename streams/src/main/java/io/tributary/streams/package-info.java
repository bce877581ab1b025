@NullMarked
package io.tributary.streams;

import org.jspecify.annotations.NullMarked;

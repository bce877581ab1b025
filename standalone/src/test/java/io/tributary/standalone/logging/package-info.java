@NullMarked
package io.tributary.standalone.logging;

import org.jspecify.annotations.NullMarked;

/** Starts the parts of a process in order, and stops them in the opposite one. */
@NullMarked
package io.tributary.standalone.run;

import org.jspecify.annotations.NullMarked;

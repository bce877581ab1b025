/** What holds for the sources of all modules; here, because this module sees them all. */
@NullMarked
package io.tributary.standalone.build;

import org.jspecify.annotations.NullMarked;

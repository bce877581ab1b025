/** What of the libraries' logging is not for the user. */
@NullMarked
package io.tributary.standalone.logging;

import org.jspecify.annotations.NullMarked;

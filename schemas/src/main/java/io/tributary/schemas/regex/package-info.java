/** What is asked of a regular expression that a user wrote, before it is compiled. */
@NullMarked
package io.tributary.schemas.regex;

import org.jspecify.annotations.NullMarked;

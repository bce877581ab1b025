/** What the tests of several parts share. Only tests depend on it. */
@NullMarked
package io.tributary.testkit;

import org.jspecify.annotations.NullMarked;

/** The command line: one class for each verb. */
@NullMarked
package io.tributary.standalone.cli;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.tributary.standalone.cli;

import org.jspecify.annotations.NullMarked;

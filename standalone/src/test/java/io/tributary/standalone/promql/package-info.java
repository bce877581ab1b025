@NullMarked
package io.tributary.standalone.promql;

import org.jspecify.annotations.NullMarked;

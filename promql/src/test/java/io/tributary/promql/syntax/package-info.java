@NullMarked
package io.tributary.promql.syntax;

import org.jspecify.annotations.NullMarked;

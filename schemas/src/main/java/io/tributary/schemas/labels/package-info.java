/** What names a series: its labels, and the fingerprint that stands for them. */
@NullMarked
package io.tributary.schemas.labels;

import org.jspecify.annotations.NullMarked;

/**
 * From matchers to series: sorted lists of series numbers for each label, and the algebra on them.
 */
@NullMarked
package io.tributary.hub.index;

import org.jspecify.annotations.NullMarked;

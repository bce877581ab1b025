/**
 * Native histograms in memory and their algebra.
 *
 * <p>A {@link io.tributary.schemas.histogram.FloatHistogram} is immutable; sums of many go through
 * a {@link io.tributary.schemas.histogram.HistogramSum}.
 */
@NullMarked
package io.tributary.schemas.histogram;

import org.jspecify.annotations.NullMarked;

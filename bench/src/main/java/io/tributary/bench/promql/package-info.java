/** What queries cost: the same expressions on the same samples, here and in Prometheus. */
@NullMarked
package io.tributary.bench.promql;

import org.jspecify.annotations.NullMarked;

/**
 * The rule engine against a real Prometheus: the same samples, the same rules, the same results and
 * alerts, whatever the partitions, and the same bytes however often it is killed.
 */
@NullMarked
package io.tributary.standalone.oracle;

import org.jspecify.annotations.NullMarked;

/** Asks a Prometheus API and shows the answer in a terminal: as a table, as JSON, as a plot. */
@NullMarked
package io.tributary.standalone.query;

import org.jspecify.annotations.NullMarked;

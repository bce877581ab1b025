/**
 * The templates of alert labels and annotations: Go's {@code text/template} language with
 * Prometheus's functions, printing exactly what Prometheus prints. Knows nothing of rules; what
 * {@code query} asks is answered by whoever expands a template.
 */
@NullMarked
package io.tributary.streams.template;

import org.jspecify.annotations.NullMarked;

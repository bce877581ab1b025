/**
 * Rules as users write them: rule files and {@code PrometheusRule} manifests read, checked and
 * watched. What a rule means when it is evaluated is the business of other packages.
 */
@NullMarked
package io.tributary.streams.rule;

import org.jspecify.annotations.NullMarked;

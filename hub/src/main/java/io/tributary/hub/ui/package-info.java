/** The web page on which people ask expressions and see rules, alerts and targets. */
@NullMarked
package io.tributary.hub.ui;

import org.jspecify.annotations.NullMarked;

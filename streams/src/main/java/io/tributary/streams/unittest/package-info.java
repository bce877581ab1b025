/** Unit tests of rules, in the format of {@code promtool test rules}, on the streaming engine. */
@NullMarked
package io.tributary.streams.unittest;

import org.jspecify.annotations.NullMarked;

/** The one HTTP port: what the parts serve, and the process's own health and metrics. */
@NullMarked
package io.tributary.standalone.http;

import org.jspecify.annotations.NullMarked;

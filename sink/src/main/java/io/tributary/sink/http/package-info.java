/** How a receiver is reached: credentials, TLS, and when to try again. */
@NullMarked
package io.tributary.sink.http;

import org.jspecify.annotations.NullMarked;

/** The HTTP side: content negotiation, bodies, answers. */
@NullMarked
package io.tributary.gateway.http;

import org.jspecify.annotations.NullMarked;

/** From a request's bytes to records: decoding, known series, rules, limits. */
@NullMarked
package io.tributary.gateway.ingest;

import org.jspecify.annotations.NullMarked;

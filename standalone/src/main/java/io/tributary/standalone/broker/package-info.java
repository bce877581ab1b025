/**
 * A Kafka broker and controller inside this process, for an installation on one machine. The only
 * package that sees Kafka's server classes.
 */
@NullMarked
package io.tributary.standalone.broker;

import org.jspecify.annotations.NullMarked;

package io.tributary.sink.remotewrite;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The version of remote write that a destination is spoken to in, as far as is known.
 *
 * <p>Threading: any; lanes that learn the same at once do no harm.
 */
final class ProtocolChoice {
  private static final Logger LOG = LoggerFactory.getLogger(ProtocolChoice.class);

  private final String destination;
  private final boolean mayFallBack;
  private volatile boolean v2;
  private volatile boolean confirmed;

  ProtocolChoice(Destination destination) {
    this.destination = destination.name();
    mayFallBack = destination.protocol() == Protocol.AUTO;
    v2 = destination.protocol() != Protocol.V1;
  }

  boolean isV2() {
    return v2;
  }

  /** Whether the receiver has counted what it wrote of a 2.0 request. */
  boolean isConfirmed() {
    return confirmed;
  }

  boolean mayFallBack() {
    return mayFallBack;
  }

  void confirmV2() {
    confirmed = true;
  }

  /** From here on 1.0. */
  void fallBack(String why) {
    if (v2) {
      v2 = false;
      LOG.info(
          "destination {} does not take remote write 2.0 ({}): it gets 1.0 until the next start",
          destination,
          why);
    }
  }
}

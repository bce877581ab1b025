package io.tributary.sink.remotewrite;

/** Which version of remote write a destination is spoken to in. */
public enum Protocol {
  /** 2.0 until the receiver shows that it does not take it, then 1.0 until the next start. */
  AUTO,
  /** 1.0 only. */
  V1,
  /** 2.0 only: a receiver that does not take it refuses everything. */
  V2
}

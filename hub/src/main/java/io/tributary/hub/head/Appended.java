package io.tributary.hub.head;

/** What became of a sample. */
public enum Appended {
  /** It is the latest of its series. */
  IN_ORDER,
  /** It lies before the latest of its series, and is kept. */
  OUT_OF_ORDER,
  /** The very same sample was there already: a repetition, which is harmless. */
  DUPLICATE,
  /** Another value was there at the same time: the first one stays. */
  CONFLICT,
  /** It lies further back than late samples are taken, and is not kept. */
  TOO_OLD,
  /** It lies further ahead of the clock than any honest one, and is not kept. */
  TOO_NEW
}

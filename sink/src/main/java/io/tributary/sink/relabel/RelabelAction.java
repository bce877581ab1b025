package io.tributary.sink.relabel;

/** What a relabelling rule does. */
public enum RelabelAction {
  /** Sets the target label to the replacement where the regex matches. */
  REPLACE,
  /** Drops label sets that the regex does not match. */
  KEEP,
  /** Drops label sets that the regex matches. */
  DROP,
  /** Drops label sets whose target label differs from the source labels' values. */
  KEEP_EQUAL,
  /** Drops label sets whose target label equals the source labels' values. */
  DROP_EQUAL,
  /** Sets the target label to a hash of the source labels' values, modulo the modulus. */
  HASH_MOD,
  /** Copies labels whose name the regex matches to the name that the replacement gives. */
  LABEL_MAP,
  /** Removes labels whose name the regex matches. */
  LABEL_DROP,
  /** Removes labels whose name the regex does not match. */
  LABEL_KEEP,
  /** Sets the target label to the source labels' values in lower case. */
  LOWERCASE,
  /** Sets the target label to the source labels' values in upper case. */
  UPPERCASE
}

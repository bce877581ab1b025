package io.tributary.streams.alert;

/**
 * Where an alert is in its life.
 *
 * <pre>
 *            result            lasted for `for`             gone, and keep_firing_for over
 *   INACTIVE -----> PENDING ----------------------> FIRING ------------------------------> RESOLVED
 *      ^              |  ^                            |                                       |
 *      |    gone      |  +---- `for` made longer -----+             15 minutes                |
 *      +--------------+------------------------------------------------------------------------+
 * </pre>
 *
 * A RESOLVED alert whose result comes back goes on as a new PENDING or FIRING one.
 */
public enum AlertPhase {
  /** There is no such alert. */
  INACTIVE,
  /** There is a result, for less than the rule's {@code for}. */
  PENDING,
  FIRING,
  /** It fired, and its result is gone: kept for a while, so that nobody misses it. */
  RESOLVED
}

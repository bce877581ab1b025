package io.tributary.promql.plan;

/**
 * Makes a plan cheaper and leaves its results, notes and errors as they are. Each rule says in its
 * Javadoc what a plan looks like before and after.
 */
interface Rule {
  /** The plan, made cheaper where there is something to gain. */
  Plan apply(Plan plan);
}

package io.tributary.streams.topology;

import io.tributary.streams.eval.RulePlan;

/** The rules in force: set by one thread, read by every task's. */
final class CurrentPlan {
  private volatile RulePlan plan;

  CurrentPlan(RulePlan plan) {
    this.plan = plan;
  }

  RulePlan get() {
    return plan;
  }

  void set(RulePlan next) {
    plan = next;
  }
}

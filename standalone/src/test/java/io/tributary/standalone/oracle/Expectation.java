package io.tributary.standalone.oracle;

import io.tributary.streams.rule.RuleGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What rules must yield in a world. Prometheus gets each epoch's samples, then is asked each rule's
 * expression for all instants of the epoch at once, one rule after the other: what a rule records
 * is there when the next one is asked. So rules may read those before them, none after them.
 */
final class Expectation {
  private Expectation() {}

  static Results of(World world, List<RuleGroup> groups, Path directory) throws IOException {
    Results results = new Results();
    List<ReferenceRule> rules = new ArrayList<>();
    for (RuleGroup group : groups) {
      group.rules().forEach(rule -> rules.add(new ReferenceRule(group, rule, results)));
    }
    try (Reference reference = Reference.start(directory)) {
      reference.write(world.history);
      for (World.Epoch epoch : world.epochs) {
        List<Batch> arrived = new ArrayList<>();
        epoch.steps().forEach(step -> arrived.addAll(step.batches()));
        reference.write(arrived);
        for (ReferenceRule rule : rules) {
          Batch recorded = rule.evaluate(reference, epoch.fromMs(), epoch.untilMs());
          reference.write(List.of(recorded));
        }
      }
    }
    rules.forEach(ReferenceRule::end);
    return results;
  }
}

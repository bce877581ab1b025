package io.tributary.streams.unittest;

import io.tributary.streams.unittest.RuleTestCase.ExpectedSample;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * Whether a result is the expected one, in any order.
 *
 * @param fuzzy whether neighbours among the doubles are equal
 */
record SampleComparison(boolean fuzzy) {

  /** What nobody expects of {@code got}; takes what is found out of {@code missing}. */
  List<ExpectedSample> unexpected(List<ExpectedSample> got, List<ExpectedSample> missing) {
    List<ExpectedSample> unexpected = new ArrayList<>();
    for (ExpectedSample sample : got) {
      if (!remove(missing, sample)) {
        unexpected.add(sample);
      }
    }
    return unexpected;
  }

  private boolean remove(List<ExpectedSample> from, ExpectedSample sample) {
    Iterator<ExpectedSample> candidates = from.iterator();
    while (candidates.hasNext()) {
      ExpectedSample candidate = candidates.next();
      if (candidate.labels().equals(sample.labels())
          && Objects.equals(candidate.histogram(), sample.histogram())
          && (sample.histogram() != null || same(candidate.value(), sample.value()))) {
        candidates.remove();
        return true;
      }
    }
    return false;
  }

  private boolean same(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Double.isNaN(a) && Double.isNaN(b);
    }
    return a == b || (fuzzy && Math.nextDown(a) <= b && b <= Math.nextUp(a));
  }
}

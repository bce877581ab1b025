package io.tributary.hub.feed;

import io.tributary.hub.head.Appended;

/**
 * How many samples of a record became what. Counted plainly, and added to the metrics at its end.
 */
final class AppendCounts {
  long inOrder;
  long outOfOrder;
  long duplicates;
  long conflicts;
  long tooOld;
  long tooNew;

  void clear() {
    inOrder = 0;
    outOfOrder = 0;
    duplicates = 0;
    conflicts = 0;
    tooOld = 0;
    tooNew = 0;
  }

  void add(Appended outcome) {
    switch (outcome) {
      case IN_ORDER -> inOrder++;
      case OUT_OF_ORDER -> outOfOrder++;
      case DUPLICATE -> duplicates++;
      case CONFLICT -> conflicts++;
      case TOO_OLD -> tooOld++;
      case TOO_NEW -> tooNew++;
    }
  }

  long total() {
    return inOrder + outOfOrder + duplicates + conflicts + tooOld + tooNew;
  }
}

package io.tributary.standalone.config;

import java.util.Collection;
import java.util.Comparator;

/** What to write instead of a key that does not exist. */
final class NearestName {
  private NearestName() {}

  static String advice(String name, Collection<String> known) {
    String nearest = known.stream().min(Comparator.comparingInt(k -> distance(name, k))).orElse("");
    if (isNear(name, nearest)) {
      return "did you mean \"" + nearest + "\"?";
    }
    return "remove it; the keys are " + String.join(", ", known);
  }

  /** Whether one may well be the other, misspelt. */
  static boolean isNear(String name, String other) {
    return distance(name, other) <= Math.max(2, name.length() / 3);
  }

  /** How many letters must be added, removed or replaced to make one of the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}

package io.tributary.promql.exec;

/** The order in which {@code node9} comes before {@code node10}: digits count as numbers. */
final class NaturalOrder {
  private NaturalOrder() {}

  static boolean isLess(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int iEnd = chunkEnd(a, i);
      int jEnd = chunkEnd(b, j);
      String x = a.substring(i, iEnd);
      String y = b.substring(j, jEnd);
      int c = isDigit(x.charAt(0)) && isDigit(y.charAt(0)) ? compareNumbers(x, y) : x.compareTo(y);
      if (c != 0) {
        return c < 0;
      }
      i = iEnd;
      j = jEnd;
    }
    return i == a.length() && j < b.length();
  }

  private static int chunkEnd(String text, int from) {
    boolean digits = isDigit(text.charAt(from));
    int end = from + 1;
    while (end < text.length() && isDigit(text.charAt(end)) == digits) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int compareNumbers(String x, String y) {
    String a = withoutZeros(x);
    String b = withoutZeros(y);
    return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
  }

  private static String withoutZeros(String digits) {
    int i = 0;
    while (i < digits.length() - 1 && digits.charAt(i) == '0') {
      i++;
    }
    return digits.substring(i);
  }
}

package io.tributary.standalone.query;

/**
 * A canvas of dots, two by four in each character cell. A braille character's low eight bits say
 * which of its dots are there:
 *
 * <pre>
 *   01 08
 *   02 10
 *   04 20
 *   40 80
 * </pre>
 */
final class BrailleCanvas {
  private static final char BLANK = '\u2800';
  private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

  private final int columns;
  private final int rows;
  private final int[] dots;
  private final int[] inks;

  /** An empty canvas of so many character cells. */
  BrailleCanvas(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    dots = new int[columns * rows];
    inks = new int[columns * rows];
  }

  /** How many dots there are from left to right. */
  int width() {
    return 2 * columns;
  }

  /** How many dots there are from top to bottom. */
  int height() {
    return 4 * rows;
  }

  /** Draws a line from one dot to another, both on the canvas; a cell has its latest ink. */
  void line(int x0, int y0, int x1, int y1, int ink) {
    int steps = Math.max(1, Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)));
    for (int i = 0; i <= steps; i++) {
      dot(
          x0 + Math.round((x1 - x0) * (float) i / steps),
          y0 + Math.round((y1 - y0) * (float) i / steps),
          ink);
    }
  }

  private void dot(int x, int y, int ink) {
    int cell = y / 4 * columns + x / 2;
    dots[cell] |= DOTS[y % 4][x % 2];
    inks[cell] = ink;
  }

  /** One row's characters, each run of an ink wrapped as {@code ink} says. */
  String row(int row, Ink ink) {
    StringBuilder out = new StringBuilder();
    for (int from = row * columns; from < (row + 1) * columns; ) {
      int to = from;
      StringBuilder run = new StringBuilder();
      while (to < (row + 1) * columns && inks[to] == inks[from]) {
        run.append((char) (BLANK + dots[to++]));
      }
      out.append(ink.apply(inks[from], run.toString()));
      from = to;
    }
    return out.toString();
  }

  int rows() {
    return rows;
  }

  /** Colours a text. */
  @FunctionalInterface
  interface Ink {
    /** The text in the ink of this number; 0 stands for none. */
    String apply(int number, String text);
  }
}

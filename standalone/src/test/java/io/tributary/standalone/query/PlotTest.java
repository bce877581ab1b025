package io.tributary.standalone.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlotTest {
  private static QueryAnswer.Series series(String name, double... values) {
    List<QueryAnswer.Point> points = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      points.add(new QueryAnswer.Point(i * 1000L, String.valueOf(values[i]), values[i]));
    }
    return new QueryAnswer.Series(name, points);
  }

  private static String plot(boolean colours, QueryAnswer.Series... series) {
    return new Plot(31, 4, colours, ZoneOffset.UTC).of(List.of(series), 0, 10_000, 1000);
  }

  @Test
  void line_risesFromLowToHigh() {
    assertThat(plot(false, series("up", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)))
        .isEqualTo(
            """
                   10 ┤⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⢀⣀⠤⠔⠊
                      │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⢀⡠⠤⠒⠊⠁⠀⠀⠀⠀
                3.333 ┤⠀⠀⠀⠀⠀⢀⣀⠤⠒⠊⠁⠀⠀⠀⠀⠀⠀⠀⠀⠀
                    0 ┤⣀⡠⠤⠒⠉⠁⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
                      └────────────────────
                       00:00:00    00:00:10
              ━━ up  latest 10.0
            """);
  }

  @Test
  void gap_isLeftOpen() {
    QueryAnswer.Series gap =
        new QueryAnswer.Series(
            "up", List.of(new QueryAnswer.Point(0, "1", 1), new QueryAnswer.Point(10_000, "1", 1)));
    String plot = plot(false, gap);
    assertThat(plot.chars().filter(c -> c > '\u2800' && c < '\u2900').count()).isEqualTo(2);
  }

  @Test
  void constantSeries_isDrawnInTheMiddle() {
    assertThat(plot(false, series("a", 5, 5, 5)).lines().toList().getFirst()).contains("7.5 ┤");
  }

  @Test
  void whatIsNoNumber_isLeftOut() {
    assertThat(plot(false, series("a", Double.NaN, Double.POSITIVE_INFINITY)))
        .isEqualTo("(nothing to draw)\n");
  }

  @Test
  void manySeries_areNotAllDrawn() {
    QueryAnswer.Series[] many = new QueryAnswer.Series[10];
    for (int i = 0; i < many.length; i++) {
      many[i] = series("s" + i, i, i + 1);
    }
    assertThat(plot(false, many)).contains("2 more series are not drawn").doesNotContain("s9");
  }

  @Test
  void series_haveColours() {
    assertThat(plot(true, series("a", 0, 1), series("b", 1, 0)))
        .contains("\u001b[36m━━\u001b[0m a")
        .contains("\u001b[33m━━\u001b[0m b");
  }
}

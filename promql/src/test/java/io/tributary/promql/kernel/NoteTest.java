package io.tributary.promql.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.syntax.Position;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoteTest {
  private static String quantile(double value) {
    String text = Note.invalidQuantile(value).text();
    return text.substring(text.lastIndexOf(' ') + 1);
  }

  @Test
  void number_isWrittenAsGoDoes() {
    assertThat(quantile(1.5)).isEqualTo("1.5");
    assertThat(quantile(1)).isEqualTo("1");
    assertThat(quantile(1e21)).isEqualTo("1e+21");
    assertThat(quantile(-1.25e-7)).isEqualTo("-1.25e-07");
    assertThat(quantile(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
    assertThat(quantile(-0.0)).isEqualTo("-0");
  }

  @Test
  void notes_areKeptOnce_inOrder() {
    Notes notes = new Notes();
    Position here = new Position(1, 2);
    notes.add(Note.notGauge("b"), here);
    notes.add(Note.notGauge("a\"q"), here);
    notes.add(Note.notGauge("b"), here);
    List<String> texts = new ArrayList<>();
    notes.forEach((note, position) -> texts.add(note.text()));
    assertThat(texts)
        .containsExactly(
            "this native histogram metric is not a gauge: \"b\"",
            "this native histogram metric is not a gauge: \"a\\\"q\"");
  }
}

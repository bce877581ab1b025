package io.tributary.streams.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Templates and what Prometheus makes of them, from {@code cases.txt}, which tells where from. */
class PromtoolCasesTest {
  private static final Labels UP = Labels.of(Labels.NAME, "up", "a", "x", "b", "y");
  private static final AlertData ALERT = new AlertData(UP, Labels.EMPTY, 1);
  private static final Expansion EXPANSION =
      new Expansion(60_000, "", query -> List.of(new TemplateSample(UP, 1)));

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    String text;
    try (InputStream file = getClass().getResourceAsStream("cases.txt")) {
      text = new String(requireNonNull(file).readAllBytes(), UTF_8);
    }
    return Arrays.stream(text.split("\n\n"))
        .filter(block -> !block.startsWith("#"))
        .map(
            block -> {
              String[] parts = block.strip().split("\n=> ?", 2);
              return dynamicTest(parts[0], () -> assertThat(outcome(parts[0])).isEqualTo(parts[1]));
            });
  }

  private static String outcome(String template) {
    String outcome;
    try {
      outcome = AlertTemplate.parse("A", template).expandOrExplain(ALERT, EXPANSION);
    } catch (TemplateException e) {
      outcome = String.valueOf(e.getMessage());
    }
    return outcome.replace("\\", "\\\\").replace("\n", "\\n").stripTrailing();
  }
}

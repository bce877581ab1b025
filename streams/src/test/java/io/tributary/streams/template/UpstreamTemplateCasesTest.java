package io.tributary.streams.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/**
 * Runs Prometheus's own cases for templates, from the folder that the system property {@code
 * rules.cases.dir} names; without it there are none. Left out are those of HTML escaping and of
 * other settings for missing keys, which only Prometheus's console pages have.
 */
class UpstreamTemplateCasesTest {
  private static final FloatHistogram HISTOGRAM =
      FloatHistogram.builder(0).count(3).sum(10).build();

  @TestFactory
  @SuppressWarnings("unchecked")
  Stream<DynamicTest> cases() throws IOException {
    String folder = System.getProperty("rules.cases.dir", "");
    if (folder.isEmpty()) {
      return Stream.empty();
    }
    Map<String, Object> file =
        new Yaml().load(Files.readString(Path.of(folder, "template-cases.json")));
    List<Map<String, Object>> cases = (List<Map<String, Object>>) file.get("cases");
    return Objects.requireNonNull(cases).stream()
        .filter(c -> !Boolean.TRUE.equals(c.get("html")))
        .filter(c -> !List.of("missingkey=error").equals(c.get("options")))
        .map(c -> dynamicTest("line " + c.get("line") + ": " + c.get("text"), () -> run(c)));
  }

  private static void run(Map<String, Object> one) {
    String text = (String) Objects.requireNonNull(one.get("text"));
    if (Boolean.TRUE.equals(one.get("shouldFail"))) {
      String message = (String) Objects.requireNonNull(one.get("errorMsg"));
      assertThatThrownBy(() -> expand(one, text))
          .isInstanceOf(TemplateException.class)
          .hasMessage(message.replaceFirst("error \\w+ template test: ", ""));
      return;
    }
    Object output = one.get("output");
    String expected = output instanceof String plain ? plain : HISTOGRAM.toString();
    assertThat(expand(one, text)).isEqualTo(expected);
  }

  private static String expand(Map<String, Object> one, String text) {
    Object result = one.get("queryResult");
    List<TemplateSample> samples = new ArrayList<>();
    if (result instanceof List<?> list) {
      list.forEach(s -> samples.add(sample((Map<?, ?>) s)));
    }
    return Templates.expand(text, value(one.get("input")), samples);
  }

  private static TemplateSample sample(Map<?, ?> sample) {
    Labels labels = Labels.EMPTY;
    if (sample.get("Metric") instanceof Map<?, ?> metric
        && metric.get("args") instanceof List<?> args) {
      labels =
          Labels.of(
              args.stream()
                  .map(a -> a.equals("labels.MetricName") ? Labels.NAME : (String) a)
                  .toArray(String[]::new));
    }
    return sample.get("F") instanceof Number value
        ? new TemplateSample(labels, value.doubleValue())
        : new TemplateSample(labels, 0, HISTOGRAM);
  }

  private static Value value(@Nullable Object input) {
    return switch (input) {
      case null -> Value.Missing.VALUE;
      case List<?> list ->
          new Value.Listing(
              list.stream().map(UpstreamTemplateCasesTest::value).toList(), "[]interface {}");
      case String s when s.equals("math.MaxUint64") -> new Value.Num(0x1p64);
      case String s -> new Value.Text(s);
      case Integer i -> new Value.Int(i);
      case Number n -> new Value.Num(n.doubleValue());
      default -> new Value.Sample(Value.Dict.ofTexts(Map.of()), new Value.Histogram(HISTOGRAM));
    };
  }
}

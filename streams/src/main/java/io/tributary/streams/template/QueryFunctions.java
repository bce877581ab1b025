package io.tributary.streams.template;

import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Prometheus's functions that ask queries and work on their results. */
final class QueryFunctions {
  static final List<Function> ALL =
      List.of(
          Function.of("query", QueryFunctions::query, ArgType.STRING),
          Function.of("first", (a, _) -> first(a), ArgType.QUERY_RESULT),
          Function.of(
              "label",
              (a, _) -> sample(a, 1).labels().get(text(a, 0)),
              ArgType.STRING,
              ArgType.SAMPLE),
          Function.of("value", (a, _) -> sample(a, 0).value(), ArgType.SAMPLE),
          Function.of("strvalue", (a, _) -> sample(a, 0).labels().get("__value__"), ArgType.SAMPLE),
          Function.of(
              "sortByLabel", (a, _) -> sortByLabel(a), ArgType.STRING, ArgType.QUERY_RESULT),
          Function.variadic("args", (a, _) -> args(a), ArgType.ANY));

  private QueryFunctions() {}

  /** A value of Prometheus as a template sees it. */
  static Value value(double value, @Nullable FloatHistogram histogram) {
    return histogram == null ? new Value.Num(value) : new Value.Histogram(histogram);
  }

  static Value.Dict labels(Labels labels) {
    Map<String, String> texts = new TreeMap<>();
    for (int i = 0; i < labels.size(); i++) {
      texts.put(labels.name(i), labels.value(i));
    }
    return Value.Dict.ofTexts(texts);
  }

  private static Value query(List<Value> arguments, Expansion expansion) throws FunctionException {
    List<TemplateSample> result;
    try {
      result = expansion.query().run(text(arguments, 0));
    } catch (RuntimeException e) {
      throw new FunctionException(String.valueOf(e.getMessage()));
    }
    List<Value> samples = new ArrayList<>(result.size());
    for (TemplateSample sample : result) {
      samples.add(
          new Value.Sample(labels(sample.labels()), value(sample.value(), sample.histogram())));
    }
    return new Value.Listing(samples, Value.Listing.QUERY_RESULT);
  }

  private static Value first(List<Value> arguments) throws FunctionException {
    List<Value> samples = ((Value.Listing) arguments.getFirst()).items();
    if (samples.isEmpty()) {
      throw new FunctionException("first() called on vector with no elements");
    }
    return samples.getFirst();
  }

  private static Value sortByLabel(List<Value> arguments) {
    String label = text(arguments, 0);
    List<Value> samples = new ArrayList<>(((Value.Listing) arguments.get(1)).items());
    samples.sort(
        Comparator.comparing(s -> GoPrinter.plain(((Value.Sample) s).labels().get(label))));
    return new Value.Listing(samples, Value.Listing.QUERY_RESULT);
  }

  private static Value args(List<Value> arguments) {
    Map<String, Value> named = new TreeMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      named.put("arg" + i, arguments.get(i));
    }
    return new Value.Dict(named, false);
  }

  private static Value.Sample sample(List<Value> arguments, int i) {
    return (Value.Sample) arguments.get(i);
  }

  private static String text(List<Value> arguments, int i) {
    return ((Value.Text) arguments.get(i)).text();
  }
}

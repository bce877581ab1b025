package io.tributary.promql.script;

import io.tributary.promql.exec.Value;
import io.tributary.promql.syntax.SeriesDescription;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds how a value differs from the expected one. */
final class ResultComparison {
  private final List<String> differences = new ArrayList<>();

  private ResultComparison() {}

  /** What differs, a line each; empty where nothing does. */
  static List<String> differences(Expectation expectation, Value value) {
    ResultComparison comparison = new ResultComparison();
    comparison.compare(expectation, value);
    return comparison.differences;
  }

  private void compare(Expectation expectation, Value value) {
    switch (expectation.result()) {
      case Expectation.Result.Text text -> {
        if (!(value instanceof Value.Text got && got.value().equals(text.value()))) {
          differ("string \"" + text.value() + "\"", value);
        }
      }
      case Expectation.Result.Scalar scalar -> {
        if (!(value instanceof Value.Scalar got && Closeness.close(scalar.value(), got.value()))) {
          differ("scalar " + scalar.value(), value);
        }
      }
      case Expectation.Result.Vector vector -> {
        if (value instanceof Value.Vector got) {
          compareVector(vector.series(), got.samples(), expectation.ordered());
        } else {
          differ("vector of " + vector.series().size() + " series", value);
        }
      }
      case Expectation.Result.Matrix matrix -> {
        if (value instanceof Value.Matrix got) {
          compareMatrix(matrix, got.series());
        } else {
          differ("matrix of " + matrix.series().size() + " series", value);
        }
      }
    }
  }

  private void differ(String expected, Value got) {
    differences.add("expected " + expected + " but got " + describe(got));
  }

  private static String describe(Value value) {
    return switch (value) {
      case Value.Scalar scalar -> "scalar " + scalar.value();
      case Value.Text text -> "string \"" + text.value() + "\"";
      case Value.Vector vector -> "vector of " + vector.samples().size() + " series";
      case Value.Matrix matrix -> "matrix of " + matrix.series().size() + " series";
    };
  }

  private void compareVector(
      List<SeriesDescription> expected, List<Value.Sample> got, boolean ordered) {
    Map<Labels, Integer> places = places(expected);
    boolean[] seen = new boolean[expected.size()];
    for (int i = 0; i < got.size(); i++) {
      Value.Sample sample = got.get(i);
      String text = sample.labels() + " " + ValueText.of(sample.value(), sample.histogram());
      Integer place = places.get(sample.labels());
      if (place == null || seen[place]) {
        differences.add("unexpected " + text);
        continue;
      }
      seen[place] = true;
      SeriesDescription.Item item = expected.get(place).items().getFirst();
      if (ordered && place != i) {
        differences.add("expected " + sample.labels() + " at place " + place + ", got it at " + i);
      }
      if (!Closeness.close(item, sample.value(), sample.histogram())) {
        differences.add(
            "expected " + sample.labels() + " " + ValueText.of(item) + " but got " + text);
      }
    }
    addMissing(expected, seen);
  }

  private void compareMatrix(Expectation.Result.Matrix expected, List<Value.Series> got) {
    Map<Labels, Integer> places = places(expected.series());
    boolean[] seen = new boolean[expected.series().size()];
    for (int i = 0; i < got.size(); i++) {
      Value.Series series = got.get(i);
      if (i > 0 && got.get(i - 1).labels().compareTo(series.labels()) > 0) {
        differences.add("series " + series.labels() + " is out of order");
      }
      Integer place = places.get(series.labels());
      if (place == null || seen[place]) {
        differences.add("unexpected series " + SeriesPoints.of(series));
        continue;
      }
      seen[place] = true;
      SeriesPoints wanted =
          SeriesPoints.of(expected.series().get(place), expected.startMs(), expected.stepMs());
      SeriesPoints points = SeriesPoints.of(series);
      if (!wanted.close(points)) {
        differences.add("expected " + wanted + "\n     got " + points);
      }
    }
    addMissing(expected.series(), seen);
  }

  private static Map<Labels, Integer> places(List<SeriesDescription> expected) {
    Map<Labels, Integer> places = new HashMap<>();
    for (int i = 0; i < expected.size(); i++) {
      places.put(expected.get(i).labels(), i);
    }
    return places;
  }

  private void addMissing(List<SeriesDescription> expected, boolean[] seen) {
    for (int i = 0; i < seen.length; i++) {
      if (!seen[i]) {
        SeriesDescription series = expected.get(i);
        String first =
            series.items().isEmpty() ? "" : " " + ValueText.of(series.items().getFirst());
        differences.add("expected " + series.labels() + first + " but there is no such series");
      }
    }
  }
}

package io.tributary.promql.script;

import io.tributary.promql.exec.Value;
import io.tributary.promql.syntax.SeriesDescription;
import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The points of one series of a matrix, expected or got, in order of time. */
record SeriesPoints(Labels labels, List<Point> points) {
  /** One point; never an omitted item. */
  record Point(long atMs, SeriesDescription.Item item) {}

  static SeriesPoints of(SeriesDescription expected, long startMs, long stepMs) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < expected.items().size(); i++) {
      if (!expected.items().get(i).omitted()) {
        points.add(new Point(startMs + i * stepMs, expected.items().get(i)));
      }
    }
    return new SeriesPoints(expected.labels(), points);
  }

  static SeriesPoints of(Value.Series series) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < series.floatCount(); i++) {
      points.add(new Point(series.timestampMs(i), SeriesDescription.Item.of(series.value(i))));
    }
    for (int i = 0; i < series.histogramCount(); i++) {
      points.add(
          new Point(
              series.histogramTimestampMs(i),
              SeriesDescription.Item.of(series.histogram(i), false)));
    }
    points.sort(Comparator.comparingLong(Point::atMs));
    return new SeriesPoints(series.labels(), points);
  }

  boolean close(SeriesPoints got) {
    if (points.size() != got.points.size()) {
      return false;
    }
    for (int i = 0; i < points.size(); i++) {
      SeriesDescription.Item other = got.points.get(i).item();
      if (points.get(i).atMs() != got.points.get(i).atMs()
          || !Closeness.close(points.get(i).item(), other.value(), other.histogram())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(labels.toString());
    for (Point point : points) {
      text.append(' ').append(ValueText.of(point.item())).append('@').append(point.atMs() / 1000.0);
    }
    return text.toString();
  }
}

package io.tributary.hub.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.tributary.promql.exec.Value;
import io.tributary.schemas.histogram.BucketCursor;
import io.tributary.schemas.histogram.FloatHistogram;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of queries as JSON. Samples are written as text directly: a large answer is mostly
 * those.
 *
 * <p>Threading: of one request.
 */
final class ValueJson {
  /** Most texts of labels repeat from series to series, and come first. */
  private static final int MOST_ESCAPED = 1 << 10;

  private final JsonGenerator json;
  private final StringBuilder text = new StringBuilder(64);
  private final char[] chars = new char[128];
  private final Map<String, SerializableString> escaped = new HashMap<>();

  ValueJson(JsonGenerator json) {
    this.json = json;
  }

  static String type(Value value) {
    return switch (value) {
      case Value.Scalar scalar -> "scalar";
      case Value.Text string -> "string";
      case Value.Vector vector -> "vector";
      case Value.Matrix matrix -> "matrix";
    };
  }

  void write(Value value) throws IOException {
    switch (value) {
      case Value.Scalar(long timestampMs, double number) -> sample(timestampMs, number);
      case Value.Text(long timestampMs, String string) -> {
        json.writeStartArray();
        seconds(timestampMs);
        json.writeString(string);
        json.writeEndArray();
      }
      case Value.Vector vector -> {
        json.writeStartArray();
        for (Value.Sample sample : vector.samples()) {
          vectorSample(sample);
        }
        json.writeEndArray();
      }
      case Value.Matrix matrix -> {
        json.writeStartArray();
        for (Value.Series series : matrix.series()) {
          series(series);
        }
        json.writeEndArray();
      }
    }
  }

  private void vectorSample(Value.Sample sample) throws IOException {
    json.writeStartObject();
    json.writeFieldName("metric");
    labels(sample.labels());
    FloatHistogram histogram = sample.histogram();
    if (histogram == null) {
      json.writeFieldName("value");
      sample(sample.timestampMs(), sample.value());
    } else {
      json.writeFieldName("histogram");
      histogramSample(sample.timestampMs(), histogram);
    }
    json.writeEndObject();
  }

  private void series(Value.Series series) throws IOException {
    json.writeStartObject();
    json.writeFieldName("metric");
    labels(series.labels());
    if (series.floatCount() > 0) {
      json.writeArrayFieldStart("values");
      for (int i = 0; i < series.floatCount(); i++) {
        sample(series.timestampMs(i), series.value(i));
      }
      json.writeEndArray();
    }
    if (series.histogramCount() > 0) {
      json.writeArrayFieldStart("histograms");
      for (int i = 0; i < series.histogramCount(); i++) {
        histogramSample(series.histogramTimestampMs(i), series.histogram(i));
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  void labels(Labels labels) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < labels.size(); i++) {
      json.writeFieldName(escaped(labels.name(i)));
      json.writeString(escaped(labels.value(i)));
    }
    json.writeEndObject();
  }

  private SerializableString escaped(String label) {
    SerializableString known = escaped.get(label);
    if (known == null) {
      known = new SerializedString(label);
      if (escaped.size() < MOST_ESCAPED) {
        escaped.put(label, known);
      }
    }
    return known;
  }

  private void sample(long timestampMs, double value) throws IOException {
    text.setLength(0);
    text.append('[');
    NumberText.appendSeconds(timestampMs, text);
    text.append(",\"");
    NumberText.append(value, text);
    text.append("\"]");
    raw();
  }

  /** Writes the text, which has no value longer than a few dozen characters. */
  private void raw() throws IOException {
    int length = text.length();
    text.getChars(0, length, chars, 0);
    json.writeRawValue(chars, 0, length);
  }

  private void histogramSample(long timestampMs, @Nullable FloatHistogram histogram)
      throws IOException {
    json.writeStartArray();
    seconds(timestampMs);
    if (histogram != null) {
      histogram(histogram);
    }
    json.writeEndArray();
  }

  private void histogram(FloatHistogram histogram) throws IOException {
    json.writeStartObject();
    json.writeFieldName("count");
    number(histogram.count());
    json.writeFieldName("sum");
    number(histogram.sum());
    boolean any = false;
    BucketCursor bucket = histogram.ascending();
    while (bucket.next()) {
      if (bucket.count() == 0) {
        continue;
      }
      if (!any) {
        json.writeArrayFieldStart("buckets");
        any = true;
      }
      json.writeStartArray();
      json.writeNumber(boundaries(bucket));
      number(bucket.lower());
      number(bucket.upper());
      number(bucket.count());
      json.writeEndArray();
    }
    if (any) {
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** 0: (a, b], 1: [a, b), 2: (a, b), 3: [a, b]. */
  private static int boundaries(BucketCursor bucket) {
    if (bucket.lowerInclusive()) {
      return bucket.upperInclusive() ? 3 : 1;
    }
    return bucket.upperInclusive() ? 0 : 2;
  }

  void number(double value) throws IOException {
    text.setLength(0);
    NumberText.append(value, text);
    json.writeString(text.toString());
  }

  void seconds(long timestampMs) throws IOException {
    text.setLength(0);
    NumberText.appendSeconds(timestampMs, text);
    raw();
  }
}

package io.tributary.gateway.ingest;

import io.tributary.gateway.GatewayConfig;
import io.tributary.gateway.GatewayLimits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The labels of one unseen series, as ranges of the request, and whether they are valid. A label
 * with an empty value is no label. Reused; not thread-safe.
 */
final class LabelSet {
  private static final byte[] METRIC_NAME = "__name__".getBytes(StandardCharsets.UTF_8);
  private static final int SHOWN_BYTES = 300;

  /** Of all labels of a series together, so that every series fits into a record. */
  private static final int MAX_BYTES = 256 << 10;

  private final GatewayLimits limits;
  private final byte[] clusterLabel;

  private byte[] bytes = new byte[0];

  /** name start, name end, value start, value end, ... */
  private int[] bounds = new int[64];

  private int size;
  private @Nullable RejectReason reason;
  private String detail = "";
  private int totalBytes;
  private int metricName;
  private int cluster;

  LabelSet(GatewayConfig config) {
    limits = config.limits();
    clusterLabel = config.clusterLabel().getBytes(StandardCharsets.UTF_8);
  }

  void reset(byte[] bytes) {
    this.bytes = bytes;
    size = 0;
    totalBytes = 0;
    metricName = -1;
    cluster = -1;
    reason = null;
    detail = "";
  }

  /** Adds a label; the first fault is kept, and later labels are only for the message. */
  void add(int nameStart, int nameEnd, int valueStart, int valueEnd) {
    if (nameStart == nameEnd) {
      fault(RejectReason.EMPTY_LABEL_NAME, "a label without a name");
      return;
    }
    if (valueStart == valueEnd) {
      return;
    }
    if (size == limits.labelsPerSeries()) {
      fault(RejectReason.TOO_MANY_LABELS, "more than " + limits.labelsPerSeries() + " labels");
      return;
    }
    totalBytes += nameEnd - nameStart + valueEnd - valueStart;
    if (totalBytes > MAX_BYTES) {
      fault(RejectReason.TOO_LARGE, "more than " + MAX_BYTES + " bytes of labels");
      return;
    }
    if (4 * size == bounds.length) {
      bounds = Arrays.copyOf(bounds, 8 * size);
    }
    int at = 4 * size;
    bounds[at] = nameStart;
    bounds[at + 1] = nameEnd;
    bounds[at + 2] = valueStart;
    bounds[at + 3] = valueEnd;
    checkBytes(nameStart, nameEnd, valueStart, valueEnd);
    if (equals(METRIC_NAME, nameStart, nameEnd)) {
      metricName = size;
    } else if (equals(clusterLabel, nameStart, nameEnd)) {
      cluster = size;
    }
    size++;
  }

  private void checkBytes(int nameStart, int nameEnd, int valueStart, int valueEnd) {
    if (nameEnd - nameStart > limits.labelNameBytes()) {
      fault(
          RejectReason.LABEL_NAME_TOO_LONG,
          "a label name of %d bytes, the limit is %d"
              .formatted(nameEnd - nameStart, limits.labelNameBytes()));
    } else if (valueEnd - valueStart > limits.labelValueBytes()) {
      fault(
          RejectReason.LABEL_VALUE_TOO_LONG,
          "the value of label \"%s\" has %d bytes, the limit is %d"
              .formatted(
                  text(nameStart, nameEnd), valueEnd - valueStart, limits.labelValueBytes()));
    } else if (!Utf8.isValid(bytes, nameStart, nameEnd)
        || !Utf8.isValid(bytes, valueStart, valueEnd)) {
      fault(
          RejectReason.INVALID_UTF8,
          "label \"" + text(nameStart, nameEnd) + "\" is not valid UTF-8");
    }
  }

  void fault(RejectReason found, String words) {
    if (reason == null) {
      reason = found;
      detail = words;
    }
  }

  /** Why the labels are not valid, or null. Final once every label has been added. */
  @Nullable RejectReason check() {
    if (reason == null && metricName < 0) {
      fault(RejectReason.MISSING_METRIC_NAME, "no metric name (label __name__)");
    }
    if (reason == null) {
      checkRepeatedNames();
    }
    return reason;
  }

  private void checkRepeatedNames() {
    for (int i = 1; i < size; i++) {
      for (int j = 0; j < i; j++) {
        if (Arrays.equals(
            bytes, bounds[4 * i], bounds[4 * i + 1], bytes, bounds[4 * j], bounds[4 * j + 1])) {
          fault(
              RejectReason.DUPLICATE_LABEL,
              "label \"" + text(bounds[4 * i], bounds[4 * i + 1]) + "\" is there twice");
          return;
        }
      }
    }
  }

  boolean hasFault() {
    return reason != null;
  }

  /** What is wrong, in words. */
  String detail() {
    return detail;
  }

  int size() {
    return size;
  }

  /** The value of the cluster label, or null where there is none. */
  @Nullable String cluster() {
    return cluster < 0 ? null : text(bounds[4 * cluster + 2], bounds[4 * cluster + 3]);
  }

  /** The cluster's name for the key of a rejected record, as far as it is known. */
  String clusterOrEmpty() {
    String name = cluster();
    return name == null ? "" : name;
  }

  /** The metric's name. */
  String metricName() {
    return text(bounds[4 * metricName + 2], bounds[4 * metricName + 3]);
  }

  Symbol name(int i, SymbolPool pool) {
    return pool.intern(bytes, bounds[4 * i], bounds[4 * i + 1]);
  }

  Symbol value(int i, SymbolPool pool) {
    return pool.intern(bytes, bounds[4 * i + 2], bounds[4 * i + 3]);
  }

  private boolean equals(byte[] expected, int from, int to) {
    return Arrays.equals(expected, 0, expected.length, bytes, from, to);
  }

  private String text(int from, int to) {
    return new String(bytes, from, Math.min(to - from, SHOWN_BYTES), StandardCharsets.UTF_8);
  }

  /** The labels for a message, cut to a readable length. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < size && out.length() < SHOWN_BYTES; i++) {
      out.append(i == 0 ? "" : ", ")
          .append(text(bounds[4 * i], bounds[4 * i + 1]))
          .append("=\"")
          .append(text(bounds[4 * i + 2], bounds[4 * i + 3]))
          .append('"');
    }
    return out.length() < SHOWN_BYTES
        ? out.append('}').toString()
        : out.substring(0, SHOWN_BYTES) + "...";
  }
}

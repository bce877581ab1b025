package io.tributary.gateway.ingest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What of one request is not taken: counted in full, described for the first few. */
final class Rejections {
  private static final int DESCRIBED = 5;

  private final Map<RejectReason, long[]> samplesByReason = new EnumMap<>(RejectReason.class);
  private final List<String> described = new ArrayList<>();
  private long items;

  void clear() {
    samplesByReason.clear();
    described.clear();
    items = 0;
  }

  /** Notes one rejected series or part of it, which had so many samples. */
  void add(RejectReason reason, long samples, String detail, String labels) {
    samplesByReason.computeIfAbsent(reason, r -> new long[1])[0] += samples;
    items++;
    if (described.size() < DESCRIBED) {
      described.add(labels + ": " + detail);
    }
  }

  boolean isEmpty() {
    return items == 0;
  }

  /** Whether the next one would be described: who pays for words may look first. */
  boolean wantsWords() {
    return described.size() < DESCRIBED;
  }

  long samples() {
    long sum = 0;
    for (long[] count : samplesByReason.values()) {
      sum += count[0];
    }
    return sum;
  }

  Map<RejectReason, long[]> samplesByReason() {
    return samplesByReason;
  }

  /** The answer's text: how many, why, and which ones first. */
  String message() {
    StringBuilder out = new StringBuilder();
    out.append(items).append(items == 1 ? " item was" : " items were").append(" rejected (");
    String separator = "";
    for (RejectReason reason : samplesByReason.keySet()) {
      out.append(separator).append(reason.text());
      separator = ", ";
    }
    out.append("); the valid rest is written");
    for (String text : described) {
      out.append("\n").append(text);
    }
    if (items > described.size()) {
      out.append("\nand ").append(items - described.size()).append(" more");
    }
    return out.append("\n").toString();
  }
}

package io.tributary.streams.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.RequestReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts of which a record must have one among its symbols if any of its series is to be selected:
 * for each subscription one that a label must equal. A record has far fewer symbols than series, so
 * most records are told apart by them. Immutable.
 */
final class RequiredSymbols {
  /** Stands for bytes that are not UTF-8, whatever they are. */
  private static final char REPLACEMENT = '\uFFFD';

  /** By length in bytes; null where some subscription requires nothing. */
  private final @Nullable Map<Integer, List<byte[]>> byLength;

  RequiredSymbols(Collection<Subscription> subscriptions) {
    byLength = byLength(subscriptions);
  }

  private static @Nullable Map<Integer, List<byte[]>> byLength(
      Collection<Subscription> subscriptions) {
    Map<Integer, List<byte[]>> byLength = new HashMap<>();
    for (Subscription subscription : subscriptions) {
      String required = required(subscription.matchers());
      if (required == null) {
        return null;
      }
      byte[] bytes = required.getBytes(UTF_8);
      byLength.computeIfAbsent(bytes.length, length -> new ArrayList<>()).add(bytes);
    }
    return byLength;
  }

  /** A label's value, that of the metric name rather than another; null where none is required. */
  private static @Nullable String required(List<Matcher> matchers) {
    String required = null;
    for (Matcher matcher : matchers) {
      String value = matcher.value();
      if (matcher.type() == Matcher.Type.EQUAL
          && !value.isEmpty()
          && value.indexOf(REPLACEMENT) < 0
          && (required == null || matcher.name().equals(Labels.NAME))) {
        required = value;
      }
    }
    return required;
  }

  /** Whether the record that was begun to be read may have a series that is selected. */
  boolean mayBeIn(RequestReader record) {
    if (byLength == null) {
      return true;
    }
    for (int symbol = 1; symbol < record.symbolCount(); symbol++) {
      int start = record.symbolStart(symbol);
      int end = record.symbolEnd(symbol);
      for (byte[] required : byLength.getOrDefault(end - start, List.of())) {
        if (Arrays.equals(record.bytes(), start, end, required, 0, required.length)) {
          return true;
        }
      }
    }
    return false;
  }
}

package io.tributary.hub.api;

import io.tributary.hub.store.HubStore;
import io.tributary.promql.source.Selection;
import io.tributary.promql.syntax.Matcher;
import io.tributary.promql.syntax.Parser;
import io.tributary.schemas.labels.LabelOrder;
import io.tributary.schemas.labels.Labels;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** {@code series}, {@code labels}, {@code label/<name>/values}. */
final class SeriesEndpoints {
  private final HubStore store;
  private final Parser parser;

  SeriesEndpoints(HubStore store, Parser parser) {
    this.store = store;
    this.parser = parser;
  }

  Answer series(Params params) {
    int limit = params.limit("limit");
    if (params.all("match[]").isEmpty()) {
      throw new ApiException(ErrorType.BAD_DATA, "no match[] parameter provided");
    }
    SortedSet<Labels> found = find(params, params.selectors(parser));
    boolean truncated = limit > 0 && found.size() > limit;
    return new Answer(
        json -> {
          ValueJson values = new ValueJson(json);
          json.writeStartArray();
          int written = 0;
          for (Labels labels : found) {
            if (truncated && written++ == limit) {
              break;
            }
            values.labels(labels);
          }
          json.writeEndArray();
        },
        truncated ? List.of(Answer.TRUNCATED) : List.of(),
        List.of());
  }

  Answer labels(Params params) {
    int limit = params.limit("limit");
    List<List<Matcher>> selectors = params.selectors(parser);
    Collection<String> names;
    if (selectors.isEmpty()) {
      names = store.labelNames(startMs(params), endMs(params));
    } else {
      TreeSet<String> sorted = new TreeSet<>(LabelOrder::compare);
      for (Labels labels : find(params, selectors)) {
        for (int i = 0; i < labels.size(); i++) {
          sorted.add(labels.name(i));
        }
      }
      names = sorted;
    }
    return Answer.ofTexts(names, limit);
  }

  Answer labelValues(String inPath, Params params) {
    String name = LabelName.unescaped(inPath);
    if (name.isEmpty()) {
      throw new ApiException(ErrorType.BAD_DATA, "invalid label name: \"\"");
    }
    int limit = params.limit("limit");
    List<List<Matcher>> selectors = params.selectors(parser);
    Collection<String> values;
    if (selectors.isEmpty()) {
      values = store.labelValues(name, startMs(params), endMs(params));
    } else {
      TreeSet<String> sorted = new TreeSet<>(LabelOrder::compare);
      for (Labels labels : find(params, selectors)) {
        String value = labels.get(name);
        if (value != null) {
          sorted.add(value);
        }
      }
      values = sorted;
    }
    return Answer.ofTexts(values, limit);
  }

  private SortedSet<Labels> find(Params params, List<List<Matcher>> selectors) {
    TreeSet<Labels> found = new TreeSet<>();
    for (List<Matcher> selector : selectors) {
      Selection selection =
          new Selection(selector, startMs(params), endMs(params), params.client()::check);
      found.addAll(store.select(selection).labels());
    }
    return found;
  }

  private static long startMs(Params params) {
    return params.timeMs("start", TimeText.MIN_MS);
  }

  private static long endMs(Params params) {
    long endMs = params.timeMs("end", TimeText.MAX_MS);
    return Math.max(endMs, startMs(params));
  }
}

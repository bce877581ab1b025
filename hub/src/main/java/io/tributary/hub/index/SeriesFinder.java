package io.tributary.hub.index;

import io.tributary.promql.syntax.Matcher;
import io.tributary.schemas.labels.LabelOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the series for which all matchers hold.
 *
 * <p>A matcher that no empty value satisfies asks for the series of the values that match; one that
 * an empty value satisfies is turned round: the series of the values that do not match are taken
 * away. Both kinds then cost what their label has of values, never what there is of series.
 */
public final class SeriesFinder {
  /** So many values are compared between two looks at whether the query still goes on. */
  private static final int BETWEEN_CHECKPOINTS = 64;

  private final PostingsIndex index;
  private final Runnable checkpoint;
  private int compared;

  private SeriesFinder(PostingsIndex index, Runnable checkpoint) {
    this.index = index;
    this.checkpoint = checkpoint;
  }

  /**
   * The numbers of the series that match, ascending.
   *
   * @param checkpoint run now and then; what it throws ends the search
   */
  public static int[] find(PostingsIndex index, List<Matcher> matchers, Runnable checkpoint)
      throws IOException {
    return new SeriesFinder(index, checkpoint).find(matchers);
  }

  private int[] find(List<Matcher> matchers) throws IOException {
    List<int[]> wanted = new ArrayList<>();
    List<int[]> unwanted = new ArrayList<>();
    for (Matcher matcher : matchers) {
      checkpoint.run();
      if (matcher.matchesEmpty()) {
        unwanted.add(Postings.union(lists(matcher, false)));
      } else {
        int[] series = Postings.union(lists(matcher, true));
        if (series.length == 0) {
          return Postings.NONE;
        }
        wanted.add(series);
      }
    }
    wanted.sort(Comparator.comparingInt(list -> list.length));
    int[] found = wanted.isEmpty() ? index.all() : wanted.getFirst();
    for (int i = 1; i < wanted.size(); i++) {
      found = Postings.intersect(found, wanted.get(i));
    }
    for (int[] list : unwanted) {
      found = Postings.subtract(found, list);
    }
    return found;
  }

  /** The series of the label's values for which the matcher says {@code verdict}. */
  private List<int[]> lists(Matcher matcher, boolean verdict) throws IOException {
    List<int[]> lists = new ArrayList<>();
    List<String> literals = verdict ? matcher.literals() : List.of();
    if (!literals.isEmpty()) {
      for (String value : literals) {
        addUnlessEmpty(lists, index.postings(matcher.name(), value));
      }
      return lists;
    }
    if (!verdict && matcher.type() == Matcher.Type.NOT_EQUAL) {
      addUnlessEmpty(lists, index.postings(matcher.name(), matcher.value()));
      return lists;
    }
    String prefix = verdict ? matcher.prefix() : "";
    List<String> values = index.values(matcher.name());
    for (int i = firstFrom(values, prefix); i < values.size(); i++) {
      String value = values.get(i);
      if (!value.startsWith(prefix)) {
        break;
      }
      if (++compared % BETWEEN_CHECKPOINTS == 0) {
        checkpoint.run();
      }
      if (matcher.matches(value) == verdict) {
        addUnlessEmpty(lists, index.postings(matcher.name(), value));
      }
    }
    return lists;
  }

  /** Where in the ascending values those begin that are not before the text. */
  private static int firstFrom(List<String> values, String text) {
    int found = Collections.binarySearch(values, text, LabelOrder::compare);
    return found >= 0 ? found : -found - 1;
  }

  private static void addUnlessEmpty(List<int[]> lists, int[] list) {
    if (list.length > 0) {
      lists.add(list);
    }
  }
}

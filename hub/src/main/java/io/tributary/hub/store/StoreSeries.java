package io.tributary.hub.store;

import io.tributary.hub.head.ColumnMerge;
import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.SampleReader;
import io.tributary.promql.source.SeriesSet;
import io.tributary.schemas.labels.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The series that a selection found, each with the parts that hold its samples. */
final class StoreSeries implements SeriesSet {
  private final List<Labels> labels;
  private final List<List<Part>> parts;

  StoreSeries(List<Labels> labels, List<List<Part>> parts) {
    this.labels = labels;
    this.parts = parts;
  }

  @Override
  public List<Labels> labels() {
    return labels;
  }

  @Override
  public SampleReader open() {
    return new Reader();
  }

  private final class Reader implements SampleReader {
    private final SampleColumns one = new SampleColumns();
    private final SampleColumns other = new SampleColumns();

    @Override
    public void read(int series, long fromMs, long toMs, SampleColumns into) {
      into.clear();
      try {
        List<Part> places = parts.get(series);
        for (Part place : places) {
          append(place, fromMs, toMs, into);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Parts come in order of time; only those that overlap, by late samples, have to be merged. */
    private void append(Part place, long fromMs, long toMs, SampleColumns into) throws IOException {
      if (into.size() == 0) {
        place.read(fromMs, toMs, into);
        return;
      }
      one.clear();
      place.read(fromMs, toMs, one);
      if (one.size() == 0) {
        return;
      }
      if (ColumnMerge.isBefore(into, one)) {
        ColumnMerge.copy(one, into);
        return;
      }
      other.clear();
      ColumnMerge.copy(into, other);
      into.clear();
      ColumnMerge.merge(other, one, into);
    }
  }
}

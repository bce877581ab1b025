package io.tributary.promql.source;

import io.tributary.schemas.labels.Labels;
import java.util.List;

/** No series, so nothing to read. */
final class EmptySeriesSet implements SeriesSet, SampleReader {
  static final EmptySeriesSet INSTANCE = new EmptySeriesSet();

  @Override
  public List<Labels> labels() {
    return List.of();
  }

  @Override
  public SampleReader open() {
    return this;
  }

  @Override
  public void read(int series, long fromMs, long toMs, SampleColumns into) {
    throw new IndexOutOfBoundsException("series " + series + " of 0");
  }
}

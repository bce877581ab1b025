package io.tributary.gateway.ingest;

import java.util.ArrayList;
import java.util.List;

/**
 * The records that one request becomes: usually one, more if it mixes clusters, spans shards or is
 * large. Builders are reused from request to request. Not thread-safe.
 */
final class RecordSet {
  private final List<FinishedRecord> finished = new ArrayList<>();
  private final List<RecordBuilder> builders = new ArrayList<>();
  private int used;
  private int last;

  void clear() {
    finished.clear();
    used = 0;
    last = 0;
  }

  /** The builder of this series' shard, set on the series. */
  RecordBuilder on(KnownSeries series) {
    if (used == 0 || !builders.get(last).isFor(series)) {
      last = indexFor(series);
    }
    RecordBuilder builder = builders.get(last);
    builder.begin(series);
    return builder;
  }

  private int indexFor(KnownSeries series) {
    for (int i = 0; i < used; i++) {
      if (builders.get(i).isFor(series)) {
        return i;
      }
    }
    if (used == builders.size()) {
      builders.add(new RecordBuilder(series, finished));
    }
    builders.get(used).reset(series);
    return used++;
  }

  /** The builders of this request. */
  List<RecordBuilder> builders() {
    return builders.subList(0, used);
  }

  /** Ends every builder's record and returns all records of the request. */
  List<FinishedRecord> finish() {
    for (RecordBuilder builder : builders()) {
      builder.finish();
    }
    return List.copyOf(finished);
  }
}

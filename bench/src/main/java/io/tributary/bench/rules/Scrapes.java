package io.tributary.bench.rules;

import io.tributary.bench.load.SampleValues;
import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.RequestWriter;
import java.util.List;
import java.util.function.Consumer;

/** Records of {@code tributary.samples} with samples of series, as the gateway writes them. */
final class Scrapes {
  private static final int SAMPLES_PER_RECORD = 2000;

  private final List<Labels> series;
  private final Fingerprint[] fingerprints;
  private final SampleValues values;
  private final RequestWriter writer = new RequestWriter();

  Scrapes(List<Labels> series) {
    this.series = series;
    this.values = new SampleValues(series);
    this.fingerprints = series.stream().map(Fingerprint::of).toArray(Fingerprint[]::new);
  }

  /** How many series there are. */
  int size() {
    return fingerprints.length;
  }

  /** One sample of each series. */
  void scrape(long timestampMs, Consumer<byte[]> records) {
    backFill(timestampMs, 1, 1, records);
  }

  /** So many samples of each series, the first one at this time. */
  void backFill(long fromMs, long stepMs, int count, Consumer<byte[]> records) {
    writer.reset();
    int inRecord = 0;
    for (int i = 0; i < fingerprints.length; i++) {
      writer.startSeries(fingerprints[i], series.get(i));
      for (int n = 0; n < count; n++) {
        writer.sample(fromMs + n * stepMs, values.advance(i), 0);
      }
      writer.endSeries();
      inRecord += count;
      if (inRecord >= SAMPLES_PER_RECORD || i == fingerprints.length - 1) {
        records.accept(writer.toByteArray());
        writer.reset();
        inRecord = 0;
      }
    }
  }
}

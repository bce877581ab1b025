package io.tributary.streams.window;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import io.tributary.schemas.remotewrite.ByteRanges;
import io.tributary.schemas.remotewrite.RequestReader;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.remotewrite.SampleColumns;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Cuts topic records down to the series that some subscription selects. Of one thread.
 *
 * <p>Labels are read for a series not seen before; of known ones, symbols are copied as bytes. Of a
 * record without a text that each selected series has, only the symbols are looked at.
 */
public final class RecordFilter {
  private final RequiredSymbols required;
  private final SubscriptionIndex index;
  private final RememberedSeries selected;
  private final RememberedSeries unselected;
  private final RequestReader reader = new RequestReader();
  private final RequestWriter writer = new RequestWriter();

  /** For each symbol of the record its reference in what is written, 0: not written yet. */
  private int[] written = new int[0];

  private int[] refs = new int[32];

  /**
   * A filter.
   *
   * @param limit how many series of either kind are remembered
   */
  public RecordFilter(Collection<Subscription> subscriptions, int limit) {
    this.required = new RequiredSymbols(subscriptions);
    this.index = new SubscriptionIndex(subscriptions.stream().map(SubscribedSeries::new).toList());
    this.selected = new RememberedSeries(limit);
    this.unselected = new RememberedSeries(limit);
  }

  /**
   * The record with the selected series only, or null where there are none.
   *
   * @throws io.tributary.schemas.remotewrite.WireFormatException where it can't be read
   */
  public byte @Nullable [] filter(byte[] record) {
    reader.reset(record, 0, record.length);
    if (!required.mayBeIn(reader)) {
      return null;
    }
    writer.reset();
    written = new int[reader.symbolCount()];
    while (reader.next()) {
      if (reader.fault() == null) {
        Fingerprint fingerprint = fingerprint();
        if (selects(fingerprint)) {
          copy(fingerprint);
        }
      }
    }
    return writer.seriesCount() == 0 ? null : writer.toByteArray();
  }

  private boolean selects(Fingerprint fingerprint) {
    if (unselected.contains(fingerprint.high(), fingerprint.low())) {
      return false;
    }
    if (selected.contains(fingerprint.high(), fingerprint.low())) {
      return true;
    }
    boolean selects = !index.matching(labels()).isEmpty();
    (selects ? selected : unselected).add(fingerprint.high(), fingerprint.low());
    return selects;
  }

  private void copy(Fingerprint fingerprint) {
    int count = reader.labelRefCount();
    refs = refs.length < count ? Arrays.copyOf(refs, count) : refs;
    for (int i = 0; i < count; i++) {
      refs[i] = symbol(reader.labelRef(i));
    }
    writer.startSeries(fingerprint, refs, count);
    SampleColumns samples = reader.samples();
    for (int i = 0; i < samples.size(); i++) {
      writer.sample(samples.timestampMs(i), samples.valueBits(i), samples.startTimestampMs(i));
    }
    ByteRanges histograms = reader.histograms();
    for (int i = 0; i < histograms.size(); i++) {
      writer.histogram(reader.bytes(), histograms.start(i), histograms.end(i));
    }
    writer.endSeries();
  }

  private int symbol(int ref) {
    if (ref != 0 && written[ref] == 0) {
      written[ref] =
          writer.addSymbol(reader.bytes(), reader.symbolStart(ref), reader.symbolEnd(ref));
    }
    return written[ref];
  }

  private Fingerprint fingerprint() {
    return reader.hasFingerprints()
        ? Fingerprint.read(reader.bytes(), reader.fingerprintStart())
        : Fingerprint.of(labels());
  }

  private Labels labels() {
    LabelsBuilder labels = Labels.builder();
    for (int i = 0; i < reader.labelRefCount(); i += 2) {
      labels.set(reader.symbol(reader.labelRef(i)), reader.symbol(reader.labelRef(i + 1)));
    }
    return labels.build();
  }
}

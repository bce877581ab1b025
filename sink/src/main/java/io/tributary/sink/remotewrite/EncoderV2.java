package io.tributary.sink.remotewrite;

import io.tributary.schemas.remotewrite.ByteRanges;
import io.tributary.schemas.remotewrite.ExemplarCursor;
import io.tributary.schemas.remotewrite.MetricType;
import io.tributary.schemas.remotewrite.RequestReader;
import io.tributary.schemas.remotewrite.RequestWriter;
import io.tributary.schemas.remotewrite.SampleColumns;
import java.util.Arrays;

/**
 * Remote Write 2.0. Records have that format already; what is left to do is to put the symbol
 * tables of several records into one.
 */
final class EncoderV2 implements BatchEncoder {
  private final RequestReader reader = new RequestReader();
  private final RequestWriter writer = new RequestWriter();
  private final ExemplarCursor exemplar = new ExemplarCursor();

  /** By symbol of the record being read: its reference in the request plus one, or 0. */
  private int[] refs = new int[256];

  private int[] labels = new int[64];

  @Override
  public String contentType() {
    return "application/x-protobuf;proto=io.prometheus.write.v2.Request";
  }

  @Override
  public String version() {
    return "2.0.0";
  }

  @Override
  public byte[] encodeRaw(Batch batch, Counts counts) {
    writer.reset();
    for (Part part : batch.parts()) {
      byte[] value = part.value();
      reader.reset(value, 0, value.length);
      startRefs(reader.symbolCount());
      for (int i = 0; i < part.series(); i++) {
        reader.seek(part.start(i), part.end(i));
        writeSeries(counts);
      }
    }
    return writer.toByteArray();
  }

  private void startRefs(int symbols) {
    if (refs.length < symbols) {
      refs = new int[symbols];
    } else {
      Arrays.fill(refs, 0, symbols, 0);
    }
  }

  private void writeSeries(Counts counts) {
    int count = reader.labelRefCount();
    startLabels(count);
    for (int i = 0; i < count; i++) {
      labels[i] = ref(reader.labelRef(i));
    }
    writer.startSeries(labels, count);
    SampleColumns samples = reader.samples();
    for (int i = 0; i < samples.size(); i++) {
      writer.sample(samples.timestampMs(i), samples.valueBits(i), samples.startTimestampMs(i));
    }
    ByteRanges histograms = reader.histograms();
    for (int i = 0; i < histograms.size(); i++) {
      writer.histogram(reader.bytes(), histograms.start(i), histograms.end(i));
    }
    ByteRanges exemplars = reader.exemplars();
    for (int i = 0; i < exemplars.size(); i++) {
      exemplar.readV2(reader.bytes(), exemplars.start(i), exemplars.end(i));
      writeExemplar();
    }
    if (reader.metricType() != MetricType.UNKNOWN || reader.helpRef() + reader.unitRef() != 0) {
      writer.metadata(reader.metricType(), ref(reader.helpRef()), ref(reader.unitRef()));
    }
    writer.endSeries();
    counts.samples += samples.size();
    counts.histograms += histograms.size();
    counts.exemplars += exemplars.size();
  }

  private void writeExemplar() {
    int count = exemplar.labelRefCount();
    startLabels(count);
    for (int i = 0; i < count; i++) {
      long ref = exemplar.labelRef(i);
      labels[i] = ref >= 0 && ref < reader.symbolCount() ? ref((int) ref) : 0;
    }
    writer.exemplar(labels, count, exemplar.timestampMs(), exemplar.valueBits());
  }

  private void startLabels(int count) {
    if (labels.length < count) {
      labels = new int[count];
    }
  }

  private int ref(int ofRecord) {
    if (ofRecord == 0) {
      return 0;
    }
    int known = refs[ofRecord];
    if (known == 0) {
      known = 1 + writer.symbol(reader.symbol(ofRecord));
      refs[ofRecord] = known;
    }
    return known - 1;
  }
}

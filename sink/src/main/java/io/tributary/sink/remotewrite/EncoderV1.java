package io.tributary.sink.remotewrite;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import io.tributary.schemas.remotewrite.ByteRanges;
import io.tributary.schemas.remotewrite.ExemplarCursor;
import io.tributary.schemas.remotewrite.RequestReader;
import io.tributary.schemas.remotewrite.SampleColumns;
import io.tributary.schemas.remotewrite.WriteRequestWriter;

/** Remote Write 1.0, which has no start timestamps; metadata is not sent. */
final class EncoderV1 implements BatchEncoder {
  private final RequestReader reader = new RequestReader();
  private final WriteRequestWriter writer = new WriteRequestWriter();
  private final ExemplarCursor exemplar = new ExemplarCursor();

  @Override
  public String contentType() {
    return "application/x-protobuf";
  }

  @Override
  public String version() {
    return "0.1.0";
  }

  @Override
  public byte[] encodeRaw(Batch batch, Counts counts) {
    writer.reset();
    for (Part part : batch.parts()) {
      byte[] value = part.value();
      reader.reset(value, 0, value.length);
      for (int i = 0; i < part.series(); i++) {
        reader.seek(part.start(i), part.end(i));
        writeSeries(counts);
      }
    }
    return writer.toByteArray();
  }

  private void writeSeries(Counts counts) {
    writer.startSeries(SeriesLabels.of(reader));
    SampleColumns samples = reader.samples();
    for (int i = 0; i < samples.size(); i++) {
      writer.sample(samples.timestampMs(i), samples.valueBits(i));
    }
    ByteRanges histograms = reader.histograms();
    for (int i = 0; i < histograms.size(); i++) {
      writer.histogram(reader.bytes(), histograms.start(i), histograms.end(i));
    }
    ByteRanges exemplars = reader.exemplars();
    for (int i = 0; i < exemplars.size(); i++) {
      exemplar.readV2(reader.bytes(), exemplars.start(i), exemplars.end(i));
      writer.exemplar(exemplarLabels(), exemplar.timestampMs(), exemplar.valueBits());
    }
    writer.endSeries();
    counts.samples += samples.size();
    counts.histograms += histograms.size();
    counts.exemplars += exemplars.size();
  }

  private Labels exemplarLabels() {
    LabelsBuilder labels = Labels.builder();
    for (int i = 0; i + 1 < exemplar.labelRefCount(); i += 2) {
      long name = exemplar.labelRef(i);
      long value = exemplar.labelRef(i + 1);
      if (name >= 0 && name < reader.symbolCount() && value >= 0 && value < reader.symbolCount()) {
        labels.set(reader.symbol((int) name), reader.symbol((int) value));
      }
    }
    return labels.build();
  }
}

package io.tributary.schemas.topic;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import io.tributary.schemas.remotewrite.ByteRanges;
import io.tributary.schemas.remotewrite.MetricType;
import io.tributary.schemas.remotewrite.RequestReader;
import io.tributary.schemas.remotewrite.SampleColumns;
import io.tributary.schemas.remotewrite.WireFormatException;
import java.util.Arrays;

/**
 * Reads a record of {@link Topic#SAMPLES} or {@link Topic#RECORDED} series by series.
 *
 * <pre>{@code
 * reader.reset(record.value());
 * while (reader.next()) {
 *   Series series = known.get(reader.fingerprint());
 *   if (series == null) {
 *     series = add(reader.labels());  // only here are labels decoded
 *   }
 *   SampleColumns samples = reader.samples();
 *   ...
 * }
 * }</pre>
 *
 * <p>What the accessors return is valid until the next {@link #next}; labels, fingerprints and
 * texts may be kept. Not thread-safe.
 */
public final class SampleRecordReader {
  private final RequestReader request = new RequestReader();
  private boolean samplesOnly;

  /** Of each noted series its index, start and end. */
  private int[] noted = new int[3 * 16];

  private int notedCount;

  /** Whether the value of a record is that of a tick, whose timestamp is the watermark. */
  public static boolean isTick(byte[] value) {
    return value.length == 0;
  }

  /**
   * Starts on a record's value.
   *
   * @throws WireFormatException where it can't be read
   */
  public void reset(byte[] value) {
    notedCount = 0;
    request.reset(value, 0, value.length);
  }

  /**
   * Goes on to the next series; false after the last.
   *
   * @throws WireFormatException where it can't be read
   */
  public boolean next() {
    samplesOnly = false;
    if (!request.next()) {
      return false;
    }
    check();
    return true;
  }

  /**
   * As {@link #next}, for whoever knows most series by their fingerprints: only {@link
   * #fingerprint}, {@link #samples} and {@link #histograms} are read. {@link #labels} reads the
   * rest, and only there are bad references found; nothing else may be asked for.
   *
   * @throws WireFormatException where it can't be read
   */
  public boolean nextSamples() {
    samplesOnly = true;
    return request.nextSamples();
  }

  /** The first byte of this series, for {@link #seek}. */
  public int seriesStart() {
    return request.seriesStart();
  }

  /** The byte after this series, for {@link #seek}. */
  public int seriesEnd() {
    return request.seriesEnd();
  }

  /**
   * Goes back to a series of this record for its {@link #labels}; the series after it are still
   * those that would have come.
   *
   * @throws WireFormatException where it can't be read
   */
  public void seek(int seriesStart, int seriesEnd) {
    samplesOnly = false;
    request.seek(seriesStart, seriesEnd);
    if (request.fault() != null) {
      throw new WireFormatException("a series has " + request.fault());
    }
  }

  private void check() {
    String fault = request.fault();
    if (fault != null) {
      throw new WireFormatException("series " + request.index() + " has " + fault);
    }
  }

  /** Notes this series, to come back to it by {@link #seekNoted} after {@link #next} has ended. */
  public void note() {
    int at = 3 * notedCount++;
    if (at == noted.length) {
      noted = Arrays.copyOf(noted, 2 * at);
    }
    noted[at] = request.index();
    noted[at + 1] = request.seriesStart();
    noted[at + 2] = request.seriesEnd();
  }

  /** How many series of this record have been noted. */
  public int notedCount() {
    return notedCount;
  }

  /** Goes back to the noted series {@code i}, in the order of noting. */
  public void seekNoted(int i) {
    request.seek(noted[3 * i], noted[3 * i + 1], noted[3 * i + 2]);
  }

  /** How many series the record has. */
  public int seriesCount() {
    return request.seriesCount();
  }

  /** The series' fingerprint: the one in the record, or computed where a stranger wrote it. */
  public Fingerprint fingerprint() {
    return request.hasFingerprints()
        ? Fingerprint.read(request.bytes(), request.fingerprintStart())
        : Fingerprint.of(labels());
  }

  /**
   * The series' labels, decoded at each call: meant for series not seen before.
   *
   * @throws WireFormatException where that was not tried before, and they can't be read
   */
  public Labels labels() {
    if (samplesOnly) {
      samplesOnly = false;
      request.readAll();
      check();
    }
    LabelsBuilder builder = Labels.builder();
    for (int i = 0; i < request.labelRefCount(); i += 2) {
      builder.set(request.symbol(request.labelRef(i)), request.symbol(request.labelRef(i + 1)));
    }
    return builder.build();
  }

  /** The series' samples. */
  public SampleColumns samples() {
    return request.samples();
  }

  /** The series' native histograms: each the range of a histogram message in {@link #bytes}. */
  public ByteRanges histograms() {
    return request.histograms();
  }

  /** The series' exemplars: each the range of a 2.0 exemplar message in {@link #bytes}. */
  public ByteRanges exemplars() {
    return request.exemplars();
  }

  /** The record's value, which the ranges point into. */
  public byte[] bytes() {
    return request.bytes();
  }

  /** A symbol of the record, as exemplars refer to them. */
  public String symbol(int ref) {
    return request.symbol(ref);
  }

  /** The metric's type; {@link MetricType#UNKNOWN} where the record does not say. */
  public MetricType metricType() {
    return request.metricType();
  }

  /** The metric's HELP text, or empty. */
  public String help() {
    return request.helpRef() == 0 ? "" : request.symbol(request.helpRef());
  }

  /** The metric's unit, or empty. */
  public String unit() {
    return request.unitRef() == 0 ? "" : request.symbol(request.unitRef());
  }
}

package io.tributary.schemas.remotewrite;

import io.tributary.schemas.labels.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Remote Write 2.0 {@code io.prometheus.write.v2.Request} series by series, without an
 * object for any. Reads the topics' extension of it too: 16 bytes for each series, its fingerprint,
 * in field 1000.
 *
 * <pre>
 *   Request: 4 string symbols*, 5 TimeSeries*, 1000 bytes series_fingerprints
 * </pre>
 *
 * <p>The array must stay unchanged while it is read. Everything that the accessors return is valid
 * until the next {@link #next}. Not thread-safe.
 */
public final class RequestReader {
  static final int SYMBOL = 4 << 3 | ProtoCursor.LENGTH_DELIMITED;
  static final int TIMESERIES = 5 << 3 | ProtoCursor.LENGTH_DELIMITED;
  static final int FINGERPRINTS = 1000 << 3 | ProtoCursor.LENGTH_DELIMITED;

  private final ProtoCursor request = new ProtoCursor();
  private final SymbolTable symbols = new SymbolTable();
  private final SeriesBody series = new SeriesBody();
  private byte[] bytes = new byte[0];
  private int fingerprintsStart;
  private int fingerprintsEnd;
  private int seriesCount;
  private int index;
  private int seriesStart;
  private int seriesEnd;
  private @Nullable String fault;

  /**
   * Starts on the request in {@code bytes[from, to)} and reads its symbol table.
   *
   * @throws WireFormatException where the request as a whole can't be read
   */
  public void reset(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    symbols.reset(bytes);
    request.reset(bytes, from, to);
    fingerprintsStart = 0;
    fingerprintsEnd = 0;
    seriesCount = 0;
    index = -1;
    while (request.hasMore()) {
      int tag = request.readTag();
      if (tag == WriteRequestReader.TIMESERIES || tag == WriteRequestReader.METADATA) {
        throw new WireFormatException(
            "a 1.0 message in a request of 2.0: its Content-Type must have"
                + " proto=prometheus.WriteRequest");
      }
      if (tag != SYMBOL && tag != TIMESERIES && tag != FINGERPRINTS) {
        request.skip(tag);
        continue;
      }
      int length = request.readLength();
      int start = request.position();
      request.position(start + length);
      if (tag == SYMBOL) {
        symbols.add(start, start + length);
      } else if (tag == TIMESERIES) {
        seriesCount++;
      } else {
        fingerprintsStart = start;
        fingerprintsEnd = start + length;
      }
    }
    checkTables();
    request.reset(bytes, from, to);
  }

  private void checkTables() {
    if (symbols.size() > 0 && symbols.end(0) != symbols.start(0)) {
      throw new WireFormatException("the first symbol must be empty: was \"" + symbol(0) + "\"");
    }
    long expected = (long) seriesCount * Fingerprint.BYTES;
    if (hasFingerprints() && fingerprintsEnd - fingerprintsStart != expected) {
      throw new WireFormatException(
          "series_fingerprints has "
              + (fingerprintsEnd - fingerprintsStart)
              + " bytes, "
              + seriesCount
              + " series need "
              + expected);
    }
  }

  /**
   * Goes on to the next series; false after the last. A series with bad references is read
   * nevertheless and has a {@link #fault}.
   *
   * @throws WireFormatException where the bytes break protobuf's rules; nothing can be read after
   */
  public boolean next() {
    if (!find()) {
      return false;
    }
    fault = series.read(bytes, seriesStart, seriesEnd, symbols.size());
    return true;
  }

  /**
   * As {@link #next}, but reads the samples and histograms of the series only, which is half of the
   * work: nothing else of it may be asked for before {@link #readAll}, not even {@link #fault}.
   *
   * @throws WireFormatException where the bytes break protobuf's rules; nothing can be read after
   */
  public boolean nextSamples() {
    if (!find()) {
      return false;
    }
    series.readSamples(bytes, seriesStart, seriesEnd);
    return true;
  }

  /**
   * Reads what {@link #nextSamples} passed over.
   *
   * @throws WireFormatException where the bytes break protobuf's rules
   */
  public void readAll() {
    fault = series.read(bytes, seriesStart, seriesEnd, symbols.size());
  }

  private boolean find() {
    while (request.hasMore()) {
      int tag = request.readTag();
      if (tag != TIMESERIES) {
        request.skip(tag);
        continue;
      }
      int length = request.readLength();
      seriesStart = request.position();
      seriesEnd = seriesStart + length;
      request.position(seriesEnd);
      index++;
      return true;
    }
    return false;
  }

  /**
   * Goes to a series of this request by the place that {@link #seriesStart} and {@link #seriesEnd}
   * gave before; {@link #index} and fingerprints are not to be asked for then.
   *
   * @throws WireFormatException where the bytes break protobuf's rules
   */
  public void seek(int seriesStart, int seriesEnd) {
    this.seriesStart = seriesStart;
    this.seriesEnd = seriesEnd;
    readAll();
  }

  /** As the other, and {@link #index} and the fingerprint are known too: the index gives them. */
  public void seek(int index, int seriesStart, int seriesEnd) {
    this.index = index;
    seek(seriesStart, seriesEnd);
  }

  /** What is wrong with the references of this series, or null where they are sound. */
  public @Nullable String fault() {
    return fault;
  }

  /** The array that all positions point into. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many series the request has. */
  public int seriesCount() {
    return seriesCount;
  }

  /** The place of this series in the request, from 0. */
  public int index() {
    return index;
  }

  /** The first byte of this series' message. */
  public int seriesStart() {
    return seriesStart;
  }

  /** The byte after this series' message. */
  public int seriesEnd() {
    return seriesEnd;
  }

  /** How many symbols the request has. */
  public int symbolCount() {
    return symbols.size();
  }

  /** The first byte of a symbol. */
  public int symbolStart(int ref) {
    return symbols.start(ref);
  }

  /** The byte after a symbol. */
  public int symbolEnd(int ref) {
    return symbols.end(ref);
  }

  /** A symbol as text, decoded once a request; bytes that are not UTF-8 are replaced. */
  public String symbol(int ref) {
    return symbols.text(ref);
  }

  /** How many references this series' labels have: a name's, its value's, and so on. */
  public int labelRefCount() {
    return series.refCount();
  }

  /** A label reference, within the table where there is no {@link #fault}. */
  public int labelRef(int i) {
    return series.ref(i);
  }

  /** This series' samples. */
  public SampleColumns samples() {
    return series.samples();
  }

  /** This series' native histograms. */
  public ByteRanges histograms() {
    return series.histograms();
  }

  /** This series' exemplars. */
  public ByteRanges exemplars() {
    return series.exemplars();
  }

  /** This series' metric type; {@link MetricType#UNKNOWN} where none was sent. */
  public MetricType metricType() {
    return series.metricType();
  }

  /** The symbol of this series' HELP text; 0 for none. */
  public int helpRef() {
    return series.helpRef();
  }

  /** The symbol of this series' unit; 0 for none. */
  public int unitRef() {
    return series.unitRef();
  }

  /** Whether the request carries fingerprints. */
  public boolean hasFingerprints() {
    return fingerprintsEnd != 0;
  }

  /** Where this series' 16 fingerprint bytes start; only if {@link #hasFingerprints}. */
  public int fingerprintStart() {
    return fingerprintsStart + index * Fingerprint.BYTES;
  }
}

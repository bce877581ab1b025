package io.tributary.sink.testing;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import io.tributary.schemas.proto.v1.Label;
import io.tributary.schemas.proto.v1.WriteRequest;
import io.tributary.schemas.proto.v2.Request;
import io.tributary.schemas.proto.v2.Sample;
import io.tributary.schemas.proto.v2.TimeSeries;
import io.tributary.schemas.remotewrite.SnappyBlock;
import io.tributary.sink.testing.FakeReceiver.Reply;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Reads remote write requests with the generated classes and keeps what they hold. */
public final class FakeStore {
  /** One sample as it came in. */
  public record Arrived(Labels labels, long timestampMs, double value) {}

  private final Map<Labels, List<Arrived>> samples = new ConcurrentHashMap<>();

  /** What a request holds, in its order. */
  public static List<Arrived> read(FakeReceiver.Request request) {
    byte[] raw = SnappyBlock.decode(request.body(), 32 << 20);
    try {
      return isV2(request) ? readV2(Request.parseFrom(raw)) : readV1(WriteRequest.parseFrom(raw));
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static boolean isV2(FakeReceiver.Request request) {
    return request.headers().getFirst("Content-Type").contains("io.prometheus.write.v2.Request");
  }

  private static List<Arrived> readV1(WriteRequest request) {
    List<Arrived> arrived = new ArrayList<>();
    for (var series : request.getTimeseriesList()) {
      LabelsBuilder labels = Labels.builder();
      for (Label label : series.getLabelsList()) {
        labels.add(label.getName(), label.getValue());
      }
      Labels built = labels.build();
      series
          .getSamplesList()
          .forEach(s -> arrived.add(new Arrived(built, s.getTimestamp(), s.getValue())));
    }
    return arrived;
  }

  private static List<Arrived> readV2(Request request) {
    List<Arrived> arrived = new ArrayList<>();
    for (TimeSeries series : request.getTimeseriesList()) {
      LabelsBuilder labels = Labels.builder();
      for (int i = 0; i < series.getLabelsRefsCount(); i += 2) {
        labels.add(
            request.getSymbols(series.getLabelsRefs(i)),
            request.getSymbols(series.getLabelsRefs(i + 1)));
      }
      for (Sample sample : series.getSamplesList()) {
        arrived.add(new Arrived(labels.build(), sample.getTimestamp(), sample.getValue()));
      }
    }
    return arrived;
  }

  /** Keeps all of the request; the answer that says so. */
  public Reply keep(FakeReceiver.Request request) {
    List<Arrived> arrived = read(request);
    for (Arrived one : arrived) {
      samples
          .computeIfAbsent(one.labels(), l -> Collections.synchronizedList(new ArrayList<>()))
          .add(one);
    }
    return written(request, arrived.size());
  }

  /** 204, with the counts where the request is of 2.0. */
  public static Reply written(FakeReceiver.Request request, int samples) {
    return new Reply(204, "", isV2(request) ? counts(samples) : Map.of());
  }

  public static Map<String, String> counts(int samples) {
    return Map.of(
        "X-Prometheus-Remote-Write-Samples-Written", Integer.toString(samples),
        "X-Prometheus-Remote-Write-Histograms-Written", "0",
        "X-Prometheus-Remote-Write-Exemplars-Written", "0");
  }

  /** What was kept, by series, in the order of arrival. */
  public Map<Labels, List<Arrived>> samples() {
    return new TreeMap<>(samples);
  }

  public int size() {
    return samples.values().stream().mapToInt(List::size).sum();
  }
}

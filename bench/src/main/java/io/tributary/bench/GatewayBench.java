package io.tributary.bench;

import com.sun.management.ThreadMXBean;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.bench.load.KubernetesSeries;
import io.tributary.bench.load.ScrapeRequests;
import io.tributary.bench.load.ScrapeRequests.Version;
import io.tributary.gateway.GatewayConfig;
import io.tributary.gateway.ingest.InFlightBytes;
import io.tributary.gateway.ingest.IngestPipeline;
import io.tributary.gateway.ingest.WriteBody;
import io.tributary.gateway.ingest.WriteMessage;
import io.tributary.gateway.ingest.WriteOutcome;
import io.tributary.gateway.publish.OutgoingRecord;
import io.tributary.gateway.publish.SamplePublisher;
import io.tributary.schemas.labels.Labels;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/**
 * What the gateway's own work costs, without HTTP, Kafka and the network: snappy, decoding, series
 * table, encoding of records; and what compressing these records costs.
 *
 * <pre>  java -cp ... io.tributary.bench.GatewayBench [SERIES] [ROUNDS]</pre>
 */
public final class GatewayBench {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private GatewayBench() {}

  /** Runs all measurements and prints them. */
  public static void main(String[] args) {
    int seriesCount = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 40;
    List<Labels> series = KubernetesSeries.atLeast(seriesCount, 4);
    for (Version version : Version.values()) {
      measureIngest(version, series, rounds);
    }
    List<byte[]> records = records(series);
    for (String compression : new String[] {"none", "lz4", "zstd"}) {
      measureCompression(compression, records);
    }
  }

  private static void measureIngest(Version version, List<Labels> series, int rounds) {
    ScrapeRequests requests = new ScrapeRequests(version, series);
    long now = System.currentTimeMillis();
    System.out.printf(
        Locale.ROOT,
        "%s: %d series, %d raw bytes a sample%n",
        version,
        series.size(),
        requests.message(0, series.size(), now).length / series.size());
    Sink sink = new Sink(false);
    IngestPipeline pipeline = pipeline(sink);
    List<byte[]> first = requests.scrape(now - 30_000);
    long[] cost = run(pipeline, version, first);
    print(version + " new series", cost, series.size(), 0, 0);
    List<byte[]> bodies = requests.scrape(now - 15_000);
    long bodyBytes = bodies.stream().mapToLong(body -> body.length).sum();
    for (int i = 0; i < rounds / 2; i++) {
      run(pipeline, version, bodies);
    }
    sink.bytes = 0;
    long cpuNs = 0;
    long allocated = 0;
    for (int i = 0; i < rounds; i++) {
      long[] each = run(pipeline, version, bodies);
      cpuNs += each[0];
      allocated += each[1];
    }
    long samples = (long) rounds * series.size();
    print(
        version + " known series",
        new long[] {cpuNs, allocated},
        samples,
        (double) bodyBytes * rounds / samples,
        (double) sink.bytes / samples);
  }

  private static IngestPipeline pipeline(SamplePublisher sink) {
    GatewayConfig config = GatewayConfig.defaults();
    return new IngestPipeline(
        config,
        sink,
        new InFlightBytes(config.limits().inFlightBytes()),
        new PrometheusRegistry(),
        InstantSource.system());
  }

  private static long[] run(IngestPipeline pipeline, Version version, List<byte[]> bodies) {
    WriteMessage message = version == Version.V1 ? WriteMessage.V1 : WriteMessage.V2;
    long thread = Thread.currentThread().threadId();
    long allocatedBefore = THREADS.getThreadAllocatedBytes(thread);
    long cpuBefore = THREADS.getCurrentThreadCpuTime();
    for (byte[] body : bodies) {
      pipeline.ingest(
          new WriteBody(message, body, body.length, "bench"),
          outcome -> {
            if (!(outcome instanceof WriteOutcome.Written)) {
              throw new IllegalStateException(outcome.toString());
            }
          });
    }
    return new long[] {
      THREADS.getCurrentThreadCpuTime() - cpuBefore,
      THREADS.getThreadAllocatedBytes(thread) - allocatedBefore
    };
  }

  private static List<byte[]> records(List<Labels> series) {
    ScrapeRequests requests = new ScrapeRequests(Version.V1, series);
    Sink sink = new Sink(true);
    IngestPipeline pipeline = pipeline(sink);
    for (int i = 4; i > 0; i--) {
      run(pipeline, Version.V1, requests.scrape(System.currentTimeMillis() - i * 15_000L));
    }
    return sink.records;
  }

  /** Batches of about 512 kB, as the producer makes them. */
  private static void measureCompression(String name, List<byte[]> records) {
    Compression compression =
        switch (name) {
          case "lz4" -> Compression.lz4().build();
          case "zstd" -> Compression.zstd().level(1).build();
          default -> Compression.NONE;
        };
    long raw = records.stream().mapToLong(record -> record.length).sum();
    long samples = (long) records.size() * 2000;
    for (int round = 0; round < 6; round++) {
      long cpuBefore = THREADS.getCurrentThreadCpuTime();
      long compressed = 0;
      List<SimpleRecord> batch = new ArrayList<>();
      long batchBytes = 0;
      for (byte[] record : records) {
        batch.add(new SimpleRecord(1, null, record));
        batchBytes += record.length;
        if (batchBytes > 512 << 10) {
          compressed += compress(compression, batch);
          batch.clear();
          batchBytes = 0;
        }
      }
      compressed += compress(compression, batch);
      long cpuNs = THREADS.getCurrentThreadCpuTime() - cpuBefore;
      if (round == 5) {
        System.out.printf(
            Locale.ROOT,
            "%-6s %.3f CPU-s per million samples, %.1f -> %.1f bytes a sample%n",
            name,
            cpuNs / 1e3 / samples,
            (double) raw / samples,
            (double) compressed / samples);
      }
    }
  }

  private static long compress(Compression compression, List<SimpleRecord> batch) {
    return batch.isEmpty()
        ? 0
        : MemoryRecords.withRecords(compression, batch.toArray(new SimpleRecord[0])).sizeInBytes();
  }

  private static void print(
      String what, long[] cost, long samples, double inBytes, double outBytes) {
    System.out.printf(
        Locale.ROOT,
        "%-16s %.3f CPU-s per million samples, %.0f bytes allocated a sample, %.1f bytes in, %.1f"
            + " bytes out a sample%n",
        what,
        cost[0] / 1e3 / samples,
        (double) cost[1] / samples,
        inBytes,
        outBytes);
  }

  /** Takes records; keeps them if it is told to. */
  private static final class Sink implements SamplePublisher {
    private long bytes;
    private final List<byte[]> records = new ArrayList<>();
    private final boolean keeps;

    Sink(boolean keeps) {
      this.keeps = keeps;
    }

    @Override
    public int partitions() {
      return 4;
    }

    @Override
    public void publish(OutgoingRecord record, Acknowledgement acknowledgement) {
      bytes += record.value().length;
      if (keeps) {
        records.add(record.value());
      }
      acknowledgement.done(null);
    }

    @Override
    public void close() {}
  }
}

package io.tributary.gateway.http;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.gateway.GatewayConfig;
import io.tributary.gateway.ingest.InFlightBytes;
import io.tributary.gateway.ingest.IngestPipeline;
import io.tributary.gateway.publish.OutgoingRecord;
import io.tributary.gateway.publish.SamplePublisher;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.Executors;

/**
 * A gateway in a process of its own, with a heap that the test chose, in front of a log that keeps
 * nothing. Prints its port; ends with its input. {@code GET /memory} answers the bytes of the heap
 * that are still used after a collection.
 */
final class SmallGateway {
  private SmallGateway() {}

  public static void main(String[] args) throws IOException {
    GatewayConfig config = GatewayConfig.defaults();
    PrometheusRegistry registry = new PrometheusRegistry();
    InFlightBytes inFlight = new InFlightBytes(config.limits().inFlightBytes());
    IngestPipeline pipeline =
        new IngestPipeline(
            config, new ForgetfulPublisher(), inFlight, registry, InstantSource.system());
    WriteHandler handler =
        new WriteHandler(
            pipeline,
            inFlight,
            config.limits().bodyBytes(),
            Executors.newFixedThreadPool(2),
            registry);
    PathHandler paths =
        new PathHandler(handler)
            .addExactPath(
                "/memory",
                exchange -> exchange.getResponseSender().send(Long.toString(usedHeapBytes())));
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(1)
            .setHandler(paths)
            .build();
    undertow.start();
    var address = (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
    System.out.println(address.getPort());
    while (System.in.read() >= 0) {
      Thread.onSpinWait();
    }
    System.exit(0);
  }

  private static long usedHeapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Acknowledges everything, keeps nothing. */
  private static final class ForgetfulPublisher implements SamplePublisher {
    @Override
    public int partitions() {
      return 4;
    }

    @Override
    public void publish(OutgoingRecord record, Acknowledgement acknowledgement) {
      acknowledgement.done(null);
    }

    @Override
    public void close() {}
  }
}

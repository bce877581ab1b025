package io.tributary.bench.process;

import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.hub.HubConfig;
import io.tributary.hub.api.ProcessInfo;
import io.tributary.hub.feed.Hub;
import io.tributary.hub.store.StoreConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * The hub alone in a process, told what to do by HTTP:
 *
 * <pre>
 *   /start          starts it; answers when the head is rebuilt, with the seconds that it took
 *   /heap           collects garbage and answers the bytes that live
 *   /snapshot?DIR   writes all as blocks into that folder
 * </pre>
 */
final class HubProcess {
  private final Path folder;
  private final String kafka;
  private final CompletableFuture<Hub> hub = new CompletableFuture<>();

  private HubProcess(String kafka, Path folder) {
    this.kafka = kafka;
    this.folder = folder;
  }

  public static void main(String[] args) throws IOException {
    HubProcess process = new HubProcess(args[0], Path.of(args[1]));
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[2])), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] answer =
              process
                  .answer(exchange.getRequestURI().getPath(), exchange.getRequestURI().getQuery())
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  private String answer(String path, String query) throws IOException {
    return switch (path) {
      case "/start" -> start();
      case "/heap" -> {
        System.gc();
        yield Long.toString(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
      }
      case "/snapshot" -> {
        hub.join().store().snapshot(Path.of(query), false);
        yield "";
      }
      default -> "";
    };
  }

  private String start() {
    long startNs = System.nanoTime();
    Hub started =
        Hub.start(
            HubConfig.of(
                Map.of("bootstrap.servers", kafka),
                StoreConfig.of(folder),
                new ProcessInfo("bench", "", new TreeMap<>(), Instant.now(), "30d")),
            List::of,
            new PrometheusRegistry(),
            InstantSource.system());
    hub.complete(started);
    while (!started.ready()) {
      LockSupport.parkNanos(1_000_000);
    }
    return Double.toString((System.nanoTime() - startNs) / 1e9);
  }
}

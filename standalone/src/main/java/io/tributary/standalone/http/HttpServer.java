package io.tributary.standalone.http;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener and its routes. {@code /metrics}, {@code /-/healthy}, {@code /-/ready} and the
 * status page are its own; every other path goes to the handler of the parts.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

  /** How long requests that have begun may take once the process stops. */
  private static final long DRAIN_MS = 10_000;

  /** How long a client may take to send a request's headers, as Prometheus allows. */
  private static final int HEADERS_MS = 30_000;

  /**
   * A query holds a worker while it runs, and 20 may run at once: so that metrics and writing
   * agents always get one. They are started as they are needed.
   */
  private static final int WORKERS = 32;

  private final Undertow undertow;
  private final GracefulShutdownHandler root;

  private HttpServer(Undertow undertow, GracefulShutdownHandler root) {
    this.undertow = undertow;
    this.root = root;
  }

  /**
   * Listens.
   *
   * @param api serves all other paths
   * @param parts read at each request, so it may grow
   */
  public static HttpServer start(
      String host, int port, HttpHandler api, List<Part> parts, PrometheusRegistry registry) {
    GracefulShutdownHandler root = new GracefulShutdownHandler(new Routes(api, parts, registry));
    int cores = Runtime.getRuntime().availableProcessors();
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(port, host)
            .setIoThreads(Math.clamp(cores, 1, 8))
            .setWorkerThreads(WORKERS)
            .setServerOption(UndertowOptions.ALWAYS_SET_DATE, false)
            .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 10 * 60_000)
            .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, HEADERS_MS)
            .setHandler(root)
            .build();
    try {
      undertow.start();
    } catch (RuntimeException e) {
      if (e.getCause() instanceof BindException cause) {
        throw cannotListen(host, port, cause);
      }
      throw e;
    }
    return new HttpServer(undertow, root);
  }

  /**
   * Tries whether an address can be listened on: a process starts its listener last, and need not
   * begin where that is going to fail.
   */
  public static void requireFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException | IllegalArgumentException e) {
      throw cannotListen(host, port, e);
    }
  }

  private static IllegalStateException cannotListen(String host, int port, Exception e) {
    return new IllegalStateException(
        "cannot listen on %s:%d: %s. Stop what listens there, or choose another address with --listen"
            .formatted(host, port, e.getMessage()),
        e);
  }

  /** The port that it got. */
  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
  }

  /** Answers what has begun, refuses what comes, then stops. */
  @Override
  public void close() {
    root.shutdown();
    try {
      if (!root.awaitShutdown(DRAIN_MS)) {
        log.warn("Requests were cut off at shutdown ms={}", DRAIN_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    undertow.stop();
  }
}

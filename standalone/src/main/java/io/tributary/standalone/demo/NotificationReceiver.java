package io.tributary.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.Consumer;

/**
 * Stands in for an Alertmanager where the user has none: takes what the notifier posts to {@code
 * /api/v2/alerts} and hands it on.
 */
final class NotificationReceiver implements AutoCloseable {
  private final Undertow undertow;

  private NotificationReceiver(Undertow undertow) {
    this.undertow = undertow;
  }

  /** Listens on a port of the system's choice; the listener gets the body of each request. */
  static NotificationReceiver start(Consumer<String> listener) {
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(1)
            .setWorkerThreads(1)
            .setHandler(exchange -> take(exchange, listener))
            .build();
    undertow.start();
    return new NotificationReceiver(undertow);
  }

  private static void take(HttpServerExchange exchange, Consumer<String> listener) {
    exchange
        .getRequestReceiver()
        .receiveFullBytes(
            (taken, bytes) -> {
              listener.accept(new String(bytes, UTF_8));
              taken.setStatusCode(StatusCodes.OK).endExchange();
            });
  }

  URI url() {
    var address = (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
    return URI.create("http://127.0.0.1:" + address.getPort());
  }

  @Override
  public void close() {
    undertow.stop();
  }
}

package io.tributary.standalone.interop;

import io.undertow.Undertow;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An exporter whose samples the test sets. Thread-safe. */
final class ControlledExporter implements AutoCloseable {
  private final Map<String, Double> values = new TreeMap<>();
  private final Undertow undertow;

  ControlledExporter() {
    undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(1)
            .setWorkerThreads(1)
            .setHandler(
                exchange -> {
                  exchange
                      .getResponseHeaders()
                      .put(Headers.CONTENT_TYPE, "text/plain; version=0.0.4");
                  exchange.getResponseSender().send(text());
                })
            .build();
    undertow.start();
  }

  /** Sets the sample of a series, named as in the exposition format. */
  synchronized void set(String series, double value) {
    values.put(series, value);
  }

  synchronized void remove(String series) {
    values.remove(series);
  }

  private synchronized String text() {
    return values.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue() + "\n")
        .collect(Collectors.joining());
  }

  String address() {
    var address = (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
    return "127.0.0.1:" + address.getPort();
  }

  @Override
  public void close() {
    undertow.stop();
  }
}

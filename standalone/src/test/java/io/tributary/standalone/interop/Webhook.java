package io.tributary.standalone.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.undertow.Undertow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Whom the Alertmanager notifies. */
final class Webhook implements AutoCloseable {
  private final ObjectMapper json = new ObjectMapper();
  private final List<JsonNode> alerts = new CopyOnWriteArrayList<>();
  private final Undertow undertow;

  Webhook() {
    undertow =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(1)
            .setWorkerThreads(1)
            .setHandler(
                exchange ->
                    exchange
                        .getRequestReceiver()
                        .receiveFullBytes(
                            (taken, bytes) -> {
                              take(bytes);
                              taken.endExchange();
                            }))
            .build();
    undertow.start();
  }

  private void take(byte[] body) {
    try {
      json.readTree(body).path("alerts").forEach(alerts::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The alerts of all notifications so far, with their status. */
  List<JsonNode> alerts() {
    return List.copyOf(alerts);
  }

  URI url() {
    var address = (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
    return URI.create("http://127.0.0.1:" + address.getPort() + "/");
  }

  @Override
  public void close() {
    undertow.stop();
  }
}

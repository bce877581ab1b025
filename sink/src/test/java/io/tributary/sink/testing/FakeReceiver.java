package io.tributary.sink.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on a free port that keeps what it gets and answers as it is told. */
public final class FakeReceiver implements AutoCloseable {
  /** What came in. */
  public static final class Request {
    private final String path;
    private final Headers headers;
    private final byte[] body;

    Request(String path, Headers headers, byte[] body) {
      this.path = path;
      this.headers = headers;
      this.body = body;
    }

    public String path() {
      return path;
    }

    public Headers headers() {
      return headers;
    }

    public byte[] body() {
      return body;
    }
  }

  /** What goes out. */
  public record Reply(int status, String text, Map<String, String> headers) {
    public static Reply of(int status) {
      return new Reply(status, "", Map.of());
    }

    public static Reply of(int status, String text) {
      return new Reply(status, text, Map.of());
    }
  }

  /** Decides the answer; may block. */
  public interface Behaviour {
    Reply answer(Request request) throws InterruptedException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile Behaviour behaviour;

  public FakeReceiver(Behaviour behaviour) {
    this.behaviour = behaviour;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public void behave(Behaviour other) {
    behaviour = other;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public URI uri(String path) {
    return URI.create(url() + path);
  }

  public List<Request> requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Request request =
          new Request(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body);
      requests.add(request);
      Reply reply = behaviour.answer(request);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] text = reply.text().getBytes(UTF_8);
      exchange.sendResponseHeaders(reply.status(), text.length == 0 ? -1 : text.length);
      if (text.length > 0) {
        exchange.getResponseBody().write(text);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

package io.tributary.sink.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A receiver that takes POSTs.
 *
 * <p>Threading: any number of threads may post at once. A post blocks its thread, which is meant to
 * be a virtual one.
 */
public final class HttpPeer implements AutoCloseable {
  /** How much of an answer is kept: enough to say why, and never a memory hazard. */
  static final int MAX_ANSWER_BYTES = 16 * 1024;

  private static final String USER_AGENT = "Tributary";

  private final URI uri;
  private final HttpAccess access;
  private final Duration timeout;
  private final HttpClient client;

  /** A receiver at this address; nothing is sent yet. */
  public HttpPeer(URI uri, HttpAccess access, Duration timeout) {
    this.uri = uri;
    this.access = access;
    this.timeout = timeout;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(timeout);
    if (!access.tls().isDefault()) {
      builder.sslContext(TlsContext.of(access.tls()));
    }
    client = builder.build();
  }

  /** Where it is. */
  public URI uri() {
    return uri;
  }

  /**
   * Posts a body and waits for the whole answer, at most for the timeout.
   *
   * @throws IOException where no answer came, for whatever reason
   */
  public Answer post(byte[] body, int length, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("User-Agent", USER_AGENT)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body, 0, length));
    String authorization = access.credentials().authorization();
    if (authorization != null) {
      request.setHeader("Authorization", authorization);
    }
    headers.forEach(request::setHeader);
    access.headers().forEach(request::setHeader);
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    HttpResponse<Void> response = await(client.sendAsync(request.build(), keepingStart(kept)));
    if (!response.request().method().equals("POST")) {
      // HTTP's 301 and 302 make a GET of a POST: its answer says nothing about the body.
      throw new IOException(
          "%s redirects to %s, where the body does not come along: configure that address"
              .formatted(uri, response.uri()));
    }
    return new Answer(
        response.statusCode(), kept.toString(StandardCharsets.UTF_8).strip(), response);
  }

  /** All of it is read, so that the connection can be used again; only the start is kept. */
  private static HttpResponse.BodyHandler<Void> keepingStart(ByteArrayOutputStream kept) {
    return HttpResponse.BodyHandlers.ofByteArrayConsumer(
        chunk ->
            chunk.ifPresent(
                bytes ->
                    kept.write(bytes, 0, Math.min(bytes.length, MAX_ANSWER_BYTES - kept.size()))));
  }

  /** The client's own timeout ends with the answer's head; this one is over its body too. */
  private HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> answer)
      throws IOException, InterruptedException {
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no whole answer from %s within %s".formatted(uri, timeout), e);
    } finally {
      // Where it is not done yet, this ends the exchange.
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  /**
   * What the receiver said.
   *
   * @param text the start of the answer's body
   */
  public record Answer(int status, String text, HttpResponse<?> response) {
    /** Whether the receiver took it. */
    public boolean ok() {
      return status / 100 == 2;
    }

    /** A header's value, or null. */
    public @Nullable String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    /** A header that holds a number, where it does. */
    public OptionalLong number(String name) {
      Optional<String> value = response.headers().firstValue(name);
      if (value.isEmpty() || !value.get().strip().matches("[0-9]{1,18}")) {
        return OptionalLong.empty();
      }
      return OptionalLong.of(Long.parseLong(value.get().strip()));
    }

    /** {@code 400: what it said}. */
    @Override
    public String toString() {
      return text.isEmpty() ? Integer.toString(status) : status + ": " + text;
    }
  }
}

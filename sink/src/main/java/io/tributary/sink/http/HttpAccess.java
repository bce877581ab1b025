package io.tributary.sink.http;

import java.util.Map;

/**
 * How to reach a receiver, beyond its URL.
 *
 * @param headers sent with every request
 */
public record HttpAccess(Credentials credentials, Map<String, String> headers, Tls tls) {
  /** No credentials, no extra headers, the platform's trust. */
  public static HttpAccess defaults() {
    return new HttpAccess(new Credentials.None(), Map.of(), Tls.defaults());
  }

  public HttpAccess {
    headers = Map.copyOf(headers);
  }
}

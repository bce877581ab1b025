package io.tributary.sink.notify;

import io.tributary.sink.http.HttpAccess;
import java.net.URI;

/**
 * One Alertmanager.
 *
 * @param url scheme, host, port and, where it has one, the path prefix
 */
public record Alertmanager(URI url, HttpAccess access) {
  /** An Alertmanager that asks for no credentials. */
  public static Alertmanager at(String url) {
    return new Alertmanager(URI.create(url), HttpAccess.defaults());
  }

  /** Where alerts are posted to. */
  public URI alertsUri() {
    String base = url.toString();
    return URI.create((base.endsWith("/") ? base : base + "/") + "api/v2/alerts");
  }
}

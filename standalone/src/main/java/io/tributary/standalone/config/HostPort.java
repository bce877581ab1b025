package io.tributary.standalone.config;

import org.jspecify.annotations.Nullable;

/** An address to listen on. */
public record HostPort(String host, int port) {
  /**
   * {@code host:port}, {@code [v6]:port}, {@code :port} or {@code port}; null for anything else.
   */
  static @Nullable HostPort parse(String text, String defaultHost) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      return null;
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      return port < 0 || port > 65535
          ? null
          : new HostPort(host.isEmpty() ? defaultHost : host, port);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}

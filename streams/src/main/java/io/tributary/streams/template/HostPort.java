package io.tributary.streams.template;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and a port, taken apart.
 *
 * @param port may be empty
 */
record HostPort(String host, String port) {
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 =
      Pattern.compile("(?=.*:.*:)[0-9a-fA-F:]{2,39}(\\d+\\.\\d+\\.\\d+\\.\\d+)?");

  /** Null where the text is not of the form {@code host:port} or {@code [host]:port}. */
  static @Nullable HostPort split(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return null;
    }
    if (text.startsWith("[")) {
      int close = text.indexOf(']');
      if (close < 0 || close + 1 != colon) {
        return null;
      }
      String host = text.substring(1, close);
      boolean plain = host.indexOf('[') < 0 && text.indexOf('[', 1) < 0;
      return plain ? new HostPort(host, text.substring(colon + 1)) : null;
    }
    String host = text.substring(0, colon);
    if (host.indexOf(':') >= 0 || text.indexOf('[') >= 0 || text.indexOf(']') >= 0) {
      return null;
    }
    return new HostPort(host, text.substring(colon + 1));
  }

  static String withoutPort(String text) {
    HostPort split = split(text);
    return split == null ? text : split.host();
  }

  /** The first part of the host's name, with the port again; addresses stay as they are. */
  static String withoutDomain(String text) {
    HostPort split = split(text);
    String host = split == null ? text : split.host();
    if (IPV4.matcher(host).matches() || IPV6.matcher(host).matches()) {
      return text;
    }
    int dot = host.indexOf('.');
    String first = dot < 0 ? host : host.substring(0, dot);
    if (split == null || split.port().isEmpty()) {
      return first;
    }
    return (first.indexOf(':') < 0 ? first : "[" + first + "]") + ":" + split.port();
  }

  /** The path of a URL; empty where it has none. */
  static String pathOf(String url) {
    try {
      String path = URI.create(url).getPath();
      return path == null ? "" : path;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}

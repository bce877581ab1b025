package io.tributary.hub.ui;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Serves the page and what it consists of, from memory, on the I/O thread. It is one page under the
 * paths that Prometheus has for its pages, asks the HTTP API, and needs nothing from elsewhere.
 */
public final class WebPage implements HttpHandler {
  private static final List<String> PATHS =
      List.of("/query", "/graph", "/alerts", "/rules", "/targets");

  private static final List<String> FILES =
      List.of("style.css", "icon.svg", "page.js", "dom.js", "query.js", "graph.js", "lists.js");

  /** Nothing but our own files runs or is shown, wherever a label's text ends up. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

  private static final HttpString CONTENT_SECURITY_POLICY =
      new HttpString("Content-Security-Policy");
  private static final HttpString NO_SNIFF = new HttpString("X-Content-Type-Options");

  private record File(String type, ByteBuffer bytes) {}

  private final Map<String, File> files = new HashMap<>();

  /** Reads the files. */
  public WebPage() {
    File page = new File("text/html; charset=utf-8", read("page.html"));
    PATHS.forEach(path -> files.put(path, page));
    for (String name : FILES) {
      files.put("/ui/" + name, new File(type(name), read(name)));
    }
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".css" -> "text/css; charset=utf-8";
      case ".svg" -> "image/svg+xml";
      default -> "text/javascript; charset=utf-8";
    };
  }

  private static ByteBuffer read(String name) {
    try (InputStream in = WebPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the program");
      }
      return ByteBuffer.wrap(in.readAllBytes()).asReadOnlyBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The paths that it serves, which are no prefixes. */
  public Set<String> paths() {
    return Set.copyOf(files.keySet());
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    File file = files.get(exchange.getRequestPath());
    if (file == null) {
      exchange.setStatusCode(StatusCodes.NOT_FOUND);
      return;
    }
    if (!exchange.getRequestMethod().equals(Methods.GET)
        && !exchange.getRequestMethod().equals(Methods.HEAD)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
      exchange.setStatusCode(StatusCodes.METHOD_NOT_ALLOWED);
      return;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, file.type);
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-cache");
    exchange.getResponseHeaders().put(CONTENT_SECURITY_POLICY, POLICY);
    exchange.getResponseHeaders().put(NO_SNIFF, "nosniff");
    exchange.getResponseSender().send(file.bytes.duplicate());
  }
}

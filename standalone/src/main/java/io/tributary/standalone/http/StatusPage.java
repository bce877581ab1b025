package io.tributary.standalone.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.List;

/** {@code /}: the parts and what they do now, for a person with a browser. */
final class StatusPage implements HttpHandler {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Tributary</title>
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="refresh" content="5">
      <style>
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 3rem auto; padding: 0 1rem; color: #1c2733 }
      table { border-collapse: collapse; width: 100% } td { padding: .5rem; border-top: 1px solid #d8e0e8; vertical-align: top }
      .up { color: #14713d } .down { color: #b3261e } code { background: #f0f3f6; padding: .1rem .3rem; border-radius: 3px }
      @media (prefers-color-scheme: dark) { body { background: #10161c; color: #dce4ec } td { border-color: #2a3642 } code { background: #1c2630 }
        .up { color: #58c98a } .down { color: #ff8a80 } a { color: #8ab8ff } }
      </style></head><body>
      <h1>Tributary</h1>
      <table>
      """;

  private static final String OF_GATEWAY = "Agents write to <code>/api/v1/write</code>.\n";

  private static final String OF_HUB =
      """
      <a href="/query">Query</a> · <a href="/alerts">Alerts</a> · <a href="/rules">Rules</a> · <a href="/targets">Targets</a> ·
      """;

  private static final String OF_RULES =
      """
      <a href="/api/v1/alerts">Alerts</a> · <a href="/api/v1/rules">Rules</a> ·
      """;

  private static final String FOOT =
      """
      <a href="/metrics">Metrics</a> · <a href="/-/ready">Readiness</a></p>
      </body></html>
      """;

  private final List<Part> parts;

  StatusPage(List<Part> parts) {
    this.parts = parts;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    StringBuilder page = new StringBuilder(HEAD);
    for (Part part : parts) {
      boolean ready = part.ready().getAsBoolean();
      page.append("<tr><td><b>")
          .append(escape(part.name()))
          .append("</b></td><td class=\"")
          .append(ready ? "up\">ready" : "down\">not ready")
          .append("</td><td>")
          .append(escape(part.status().get()))
          .append("</td></tr>\n");
    }
    page.append("</table>\n<p>");
    if (has("gateway")) {
      page.append(OF_GATEWAY);
    }
    if (has("hub")) {
      page.append(OF_HUB);
    } else if (has("rules")) {
      page.append(OF_RULES);
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
    exchange.getResponseSender().send(page.append(FOOT).toString());
  }

  private boolean has(String name) {
    return parts.stream().anyMatch(part -> part.name().equals(name));
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}

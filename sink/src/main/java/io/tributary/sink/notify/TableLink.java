package io.tributary.sink.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;

/** The link in an alert that shows its expression as a table on the query page. */
final class TableLink {
  private TableLink() {}

  /** Prometheus: {@code strutil.TableLinkForExpression}. */
  static String of(URI externalUrl, String expr) {
    String base = externalUrl.toString();
    if (base.endsWith("/")) {
      base = base.substring(0, base.length() - 1);
    }
    // Go's url.QueryEscape and Java's encoder differ in these two characters only.
    String escaped = URLEncoder.encode(expr, UTF_8).replace("*", "%2A").replace("%7E", "~");
    return base + "/graph?g0.expr=" + escaped + "&g0.tab=1";
  }
}

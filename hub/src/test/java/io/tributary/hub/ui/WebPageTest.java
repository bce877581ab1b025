package io.tributary.hub.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Undertow;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebPageTest {
  private static final List<String> SCRIPTS =
      List.of("page.js", "dom.js", "query.js", "graph.js", "lists.js");

  private final WebPage page = new WebPage();
  private final HttpClient client = HttpClient.newHttpClient();
  private Undertow server;

  @BeforeEach
  void start() {
    server = Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(page).build();
    server.start();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop();
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    int port = ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String get(String path) throws Exception {
    HttpResponse<String> answer = send("GET", path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }

  @Test
  void pagesOfPrometheus_areThere() throws Exception {
    for (String path : List.of("/query", "/graph?g0.expr=up", "/alerts", "/rules", "/targets")) {
      assertThat(get(path)).contains("<html lang=\"en\">").contains("<main id=\"main\"");
    }
    assertThat(page.paths()).contains("/query", "/ui/page.js").doesNotContain("/api/v1/query");
    assertThat(send("GET", "/nope").statusCode()).isEqualTo(404);
    assertThat(send("POST", "/query").statusCode()).isEqualTo(405);
  }

  @Test
  void everythingItNeeds_isItsOwnAndThere() throws Exception {
    List<String> needed = found("(?:src|href)=\"([^\"]+\\.(?:js|css|svg))\"", get("/query"));
    assertThat(needed).containsExactlyInAnyOrder("/ui/style.css", "/ui/icon.svg", "/ui/page.js");
    for (String path : needed) {
      assertThat(get(path)).isNotBlank();
    }
    for (String script : SCRIPTS) {
      String text = get("/ui/" + script);
      for (String imported : found("from \"\\./([^\"]+)\"", text)) {
        assertThat(SCRIPTS).contains(imported);
      }
      assertThat(text.replace("http://www.w3.org/2000/svg", "")).doesNotContain("://");
    }
  }

  @Test
  void browser_isToldToRunNothingElse() throws Exception {
    HttpResponse<String> answer = send("GET", "/query");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.body()).doesNotContain("<style").doesNotContain(" style=");
    assertThat(found("<script([^>]*)>", answer.body())).allMatch(tag -> tag.contains("src="));
    for (String script : SCRIPTS) {
      assertThat(get("/ui/" + script)).doesNotContain("innerHTML").doesNotContain("eval(");
    }
  }

  @Test
  void typesAreNamed() throws Exception {
    assertThat(send("GET", "/ui/page.js").headers().firstValue("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
    assertThat(send("HEAD", "/ui/style.css").headers().firstValue("Content-Type"))
        .hasValue("text/css; charset=utf-8");
  }

  /** Landmarks, a language, a place where results are announced, and names for all fields. */
  @Test
  void screenReaders_findTheirWay() throws Exception {
    String html = get("/query");
    assertThat(html)
        .contains("<nav aria-label=")
        .contains("role=\"status\" aria-live=\"polite\"")
        .contains("<noscript>");
    assertThat(get("/ui/query.js"))
        .contains("\"label\", { for: \"expression\" }")
        .contains("\"legend\"");
    assertThat(get("/ui/dom.js")).contains("\"caption\"").contains("scope: \"col\"");
    assertThat(get("/ui/graph.js")).contains("role: \"img\"").contains("\"aria-label\"");
  }
}

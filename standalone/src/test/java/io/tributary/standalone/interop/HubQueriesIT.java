package io.tributary.standalone.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.promql.script.ScriptSeries;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The queries of {@link QueriesIT} once more, now over HTTP: the hub, most of whose samples lie in
 * blocks and the rest in its head, and a real Prometheus must answer with the same codes, headers,
 * fields and numbers, and fail with the same errors.
 */
class HubQueriesIT {
  private static final int QUERIES = Integer.getInteger("differential.queries", 1_500);
  private static final long SEED = Long.getLong("differential.seed", 2);

  /** The ends of annotations, their places too, differ between versions of Prometheus. */
  private static final int ANNOTATION_PREFIX = 60;

  /** What the peer does not say yet. */
  private static final List<String> OF_NEWER_VERSIONS =
      List.of(
          "sort is ineffective for range queries",
          "sort_desc is ineffective for range queries",
          "mismatched custom buckets",
          "conflicting counter resets during histogram aggregation");

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void hub_answersAsPrometheusDoes(@TempDir Path directory) throws IOException {
    List<ScriptSeries> series = SampleSet.generate();
    KnownDifferences known = KnownDifferences.read();
    List<String> differences = new ArrayList<>();
    int excused = 0;
    int failed = 0;
    try (QueriedPrometheus peer = QueriedPrometheus.start(directory);
        HubServer hub = HubServer.start(directory.resolve("hub"), SampleSet.END_MS)) {
      peer.write(series, SampleSet.START_MS, SampleSet.END_MS, 300_000);
      hub.append(series);
      assertThat(hub.blocks()).as("blocks beside the head").isPositive();
      QueryGenerator queries = new QueryGenerator(SEED);
      Random times = new Random(SEED);
      for (int i = 0; i < QUERIES; i++) {
        Question question = Question.of(queries.next(), times);
        HttpResponse<String> theirs = ask(peer.url(), question);
        HttpResponse<String> ours = ask(hub.url(), question);
        failed += theirs.statusCode() == 200 ? 0 : 1;
        @Nullable String difference = difference(ours, theirs, question);
        if (difference != null && known.excuse(question.query(), difference)) {
          excused++;
        } else if (difference != null) {
          differences.add(question + "\n    " + difference);
        }
      }
    }
    System.out.printf(
        "%d queries over HTTP, of seed %d: %d differ, %d differ as known; %d fail in both%n",
        QUERIES, SEED, differences.size(), excused, failed);
    assertThat(differences).isEmpty();
  }

  private static HttpResponse<String> ask(URI url, Question question) throws IOException {
    String form =
        question.form().entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return Http.send(
        HttpRequest.newBuilder(url.resolve(question.path()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", "http://grafana")
            .POST(BodyPublishers.ofString(form)));
  }

  private static @Nullable String difference(
      HttpResponse<String> ours, HttpResponse<String> theirs, Question question)
      throws IOException {
    if (ours.statusCode() != theirs.statusCode()) {
      return "code %d %s, the peer's %d %s"
          .formatted(ours.statusCode(), ours.body(), theirs.statusCode(), theirs.body());
    }
    for (String header :
        List.of("Content-Type", "Vary", "Access-Control-Allow-Origin", "Content-Encoding")) {
      if (!ours.headers().firstValue(header).equals(theirs.headers().firstValue(header))) {
        return header + " " + ours.headers().map() + ", the peer's " + theirs.headers().map();
      }
    }
    JsonNode our = JSON.readTree(ours.body());
    JsonNode their = JSON.readTree(theirs.body());
    if (!shape(withoutNotes(our)).equals(shape(withoutNotes(their)))) {
      return "shape " + shape(our) + ", the peer's " + shape(their);
    }
    for (String field : List.of("status", "errorType", "error")) {
      if (!withoutExamples(our.path(field)).equals(withoutExamples(their.path(field)))) {
        return field + " " + our.get(field) + ", the peer's " + their.get(field);
      }
    }
    for (String field : List.of("warnings", "infos")) {
      if (!notes(our.path(field)).equals(notes(their.path(field)))) {
        return field + " " + our.path(field) + ", the peer's " + their.path(field);
      }
    }
    return our.has("data")
        ? Answer.of(our.path("data"))
            .differenceFrom(Answer.of(their.path("data")), question.ordered())
        : null;
  }

  private static JsonNode withoutNotes(JsonNode answer) {
    return ((ObjectNode) answer.deepCopy()).remove(List.of("warnings", "infos"));
  }

  /** Of series that may not all be there, chance decides which two are named. */
  private static String withoutExamples(JsonNode error) {
    return error.asText().replaceAll("operation: \\[.*\\];", "operation;");
  }

  private static Set<String> notes(JsonNode notes) {
    TreeSet<String> found = new TreeSet<>();
    for (JsonNode note : notes) {
      String text = note.asText();
      if (OF_NEWER_VERSIONS.stream().noneMatch(text::contains)) {
        String placeless = text.replaceAll(" \\([0-9]+:[0-9]+\\)$", "");
        found.add(placeless.substring(0, Math.min(ANNOTATION_PREFIX, placeless.length())));
      }
    }
    return found;
  }

  /** The fields and the types of their values, of an array's items all that occur; no values. */
  private static String shape(JsonNode node) {
    if (node.isObject()) {
      TreeSet<String> fields = new TreeSet<>();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        boolean labels = field.getKey().equals("metric");
        fields.add(field.getKey() + ":" + (labels ? "labels" : shape(field.getValue())));
      }
      return fields.toString();
    }
    if (node.isArray()) {
      TreeSet<String> items = new TreeSet<>();
      node.forEach(item -> items.add(shape(item)));
      return "array" + items;
    }
    return node.getNodeType().toString();
  }
}

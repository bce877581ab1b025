package io.tributary.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.proto.alert.AlertState;
import io.tributary.schemas.proto.alert.AlertTransition;
import io.tributary.standalone.tail.Line;
import io.tributary.streams.rule.RuleLoader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoOutputTest {
  private static final InstantSource NOON =
      InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));

  private static String alert(String end) {
    return """
    [{"labels":{"alertname":"Down","severity":"critical"},"annotations":{"summary":"it is down"},
      "startsAt":"2026-01-01T11:59:00Z","endsAt":"%s"}]
    """
        .formatted(end);
  }

  @Test
  void notification_isShownOnceHoweverOftenItIsSent() throws Exception {
    StringWriter out = new StringWriter();
    try (DemoOutput output = DemoOutput.open(new PrintWriter(out), false, NOON);
        HttpClient client = HttpClient.newHttpClient()) {
      for (String end :
          List.of("2026-01-01T12:04:00Z", "2026-01-01T12:05:00Z", "2026-01-01T11:59:59Z")) {
        HttpRequest request =
            HttpRequest.newBuilder(output.alertmanager().resolve("/api/v2/alerts"))
                .POST(BodyPublishers.ofString(alert(end)))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      }
      assertThat(output.notificationCount()).isEqualTo(3);
    }
    assertThat(out.toString())
        .containsOnlyOnce("FIRING   Down (critical): it is down")
        .containsOnlyOnce("RESOLVED Down (critical): it is down");
  }

  @Test
  void unreadableNotification_isSaid() {
    assertThat(new Notifications(NOON).lines("{\"a\":"))
        .singleElement()
        .asString()
        .contains("not readable");
  }

  @Test
  void terminal_isDrawnWithTransitions() {
    StringWriter out = new StringWriter();
    DemoScreen screen = new DemoScreen(new PrintWriter(out), true);
    screen.head("HEAD\n");
    screen.transition("pending -> firing");
    screen.draw(Duration.ofSeconds(20), List.of());
    assertThat(out.toString()).contains("HEAD", "CLUSTER", "after 20 s", "pending -> firing");
  }

  @Test
  void rules_areValid(@TempDir Path directory) {
    RuleLoader.Loaded loaded =
        new RuleLoader(List.of(Demo.writeRules(directory)), Duration.ofMinutes(1)).load();
    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.rules().groups().getFirst().rules()).hasSize(4);
  }

  @Test
  void transition_isOneShortLineOfATerminal() {
    AlertTransition transition =
        AlertTransition.newBuilder()
            .setAtMs(Instant.parse("2026-01-01T12:00:05Z").toEpochMilli())
            .setFrom(AlertState.ALERT_STATE_PENDING)
            .setTo(AlertState.ALERT_STATE_FIRING)
            .putLabels("alertname", "Down")
            .putLabels("severity", "critical")
            .putLabels("cluster", "eu")
            .putLabels("pod", "p".repeat(200))
            .build();
    assertThat(ShortTransition.of(new Line.Transition("key", transition)))
        .startsWith("12:00:05  Down")
        .contains("pending -> firing", "cluster=\"eu\"", "...")
        .doesNotContain("severity")
        .hasSizeLessThan(120);
  }

  @Test
  void temporaryDirectory_isGoneOnceItIsClosed() throws Exception {
    TemporaryDirectory made = TemporaryDirectory.make("tributary-test");
    Files.writeString(Files.createDirectories(made.path().resolve("a/b")).resolve("c"), "d");
    made.close();
    assertThat(made.path()).doesNotExist();
    made.close();
  }
}

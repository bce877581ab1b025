package io.tributary.standalone.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tributary.schemas.labels.Labels;
import io.tributary.streams.RuleStates;
import io.tributary.streams.alert.Alert;
import io.tributary.streams.alert.AlertPhase;
import io.tributary.streams.eval.GroupStatus;
import io.tributary.streams.rule.AlertingRule;
import io.tributary.streams.rule.RuleGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuleInstancesTest {
  private static final AlertingRule RULE =
      new AlertingRule(
          "Down", "up == 0", Duration.ZERO, Duration.ZERO, Map.of(), Map.of("summary", "x"), 1);
  private static final RuleGroup GROUP =
      new RuleGroup(
          "f.yml",
          "g",
          Duration.ofSeconds(15),
          Duration.ZERO,
          0,
          Map.of(),
          List.of(RULE),
          false,
          Map.of());

  private HttpServer other;
  private String address;
  private byte[] answer = new byte[0];

  RuleInstancesTest() throws IOException {
    other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    address = "127.0.0.1:" + other.getAddress().getPort();
  }

  @BeforeEach
  void listen() {
    other.createContext(
        RuleInstances.PATH,
        exchange -> {
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    other.start();
  }

  @AfterEach
  void stop() {
    other.stop(0);
  }

  @Test
  void ask_putsTheAlertsOfAllInstancesTogether() {
    answer = RuleStatesJson.encode(states("0_1", "b"));
    RuleInstances.Answer all = instances().ask();

    assertThat(all.warnings()).isEmpty();
    assertThat(all.states().groups())
        .singleElement()
        .satisfies(group -> assertThat(group.tookNs()).isEqualTo(7_000));
    assertThat(alerts(all)).containsExactly(alert("a"), alert("b"));
  }

  @Test
  void ask_saysWhichInstanceDidNotAnswer() {
    other.stop(0);
    RuleInstances.Answer some = instances().ask();

    assertThat(alerts(some)).containsExactly(alert("a"));
    assertThat(some.warnings())
        .hasSize(2)
        .anyMatch(warning -> warning.contains(address))
        .contains("1 of 2 tasks are of no instance that answered: their alerts are missing");
  }

  @Test
  void ask_refusesWhatIsNoAnswer() {
    answer = new byte[] {'x'};

    assertThat(instances().ask().warnings()).first().asString().contains("did not answer");
  }

  @Test
  void ask_leavesOutRulesInAnotherVersion() {
    String json = new String(RuleStatesJson.encode(states("0_1", "b")), UTF_8);
    answer = json.replace(RULE.version(), "other").getBytes(UTF_8);

    assertThat(alerts(instances().ask())).containsExactly(alert("a"));
  }

  private RuleInstances instances() {
    return new RuleInstances(
        () -> states("0_0", "a"), () -> List.of(GROUP), () -> List.of(address), () -> 2);
  }

  private static List<Alert> alerts(RuleInstances.Answer answer) {
    return answer.states().groups().getFirst().rules().getFirst().alerts();
  }

  private static RuleStates states(String task, String instance) {
    long took = instance.equals("b") ? 7_000 : 5_000;
    GroupStatus.RuleStatus status =
        new GroupStatus.RuleStatus(RULE, null, 105_000, List.of(alert(instance)), false);
    return new RuleStates(Map.of(task, List.of(new GroupStatus(GROUP, List.of(status), took))));
  }

  private static Alert alert(String instance) {
    return new Alert(
        Labels.of("alertname", "Down", "instance", instance),
        Map.of("summary", "x"),
        AlertPhase.FIRING,
        Double.NaN,
        90_000,
        105_000,
        0,
        0);
  }
}

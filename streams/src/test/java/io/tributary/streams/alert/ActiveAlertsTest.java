package io.tributary.streams.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.schemas.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActiveAlertsTest {
  private static final AlertPolicy AT_ONCE = new AlertPolicy(0, 0, 0);
  private static final AlertPolicy AFTER_30S = new AlertPolicy(30_000, 0, 0);
  private static final AlertPolicy KEPT_20S = new AlertPolicy(0, 20_000, 0);

  private final ActiveAlerts alerts = new ActiveAlerts();

  @Test
  void advance_holdsAlertPendingForItsTime() throws Exception {
    assertThat(transitions(alerts.advance(AFTER_30S, up("a"), 1_000)))
        .containsExactly("INACTIVE->PENDING");
    assertThat(alerts.advance(AFTER_30S, up("a"), 30_999)).isEmpty();
    assertThat(transitions(alerts.advance(AFTER_30S, up("a"), 31_000)))
        .containsExactly("PENDING->FIRING");
    assertThat(only().activeAtMs()).isEqualTo(1_000);
    assertThat(only().firedAtMs()).isEqualTo(31_000);
  }

  @Test
  void advance_firesAtOnceWithoutHold() throws Exception {
    assertThat(transitions(alerts.advance(AT_ONCE, up("a"), 1_000)))
        .containsExactly("INACTIVE->FIRING");
  }

  @Test
  void advance_forgetsPendingAlertWithoutResult() throws Exception {
    alerts.advance(AFTER_30S, up("a"), 1_000);

    assertThat(transitions(alerts.advance(AFTER_30S, up(), 2_000)))
        .containsExactly("PENDING->INACTIVE");
    assertThat(alerts.all()).isEmpty();
  }

  @Test
  void advance_startsAnewAfterGap() throws Exception {
    alerts.advance(AFTER_30S, up("a"), 1_000);
    alerts.advance(AFTER_30S, up(), 20_000);
    alerts.advance(AFTER_30S, up("a"), 25_000);

    assertThat(alerts.advance(AFTER_30S, up("a"), 40_000)).isEmpty();
    assertThat(only().phase()).isEqualTo(AlertPhase.PENDING);
  }

  @Test
  void advance_keepsResolvedAlertForFifteenMinutes() throws Exception {
    alerts.advance(AT_ONCE, up("a"), 1_000);
    assertThat(transitions(alerts.advance(AT_ONCE, up(), 2_000)))
        .containsExactly("FIRING->RESOLVED");
    assertThat(only().resolvedAtMs()).isEqualTo(2_000);

    long end = 2_000 + AlertPolicy.RESOLVED_RETENTION_MS;
    assertThat(alerts.advance(AT_ONCE, up(), end)).isEmpty();
    List<AlertChange> last = alerts.advance(AT_ONCE, up(), end + 1);
    assertThat(last).singleElement().matches(change -> change.after() == null);
    assertThat(transitions(last)).isEmpty();
  }

  @Test
  void advance_firesAgainFromResolved() throws Exception {
    alerts.advance(AT_ONCE, up("a"), 1_000);
    alerts.advance(AT_ONCE, up(), 2_000);

    assertThat(transitions(alerts.advance(AT_ONCE, up("a"), 3_000)))
        .containsExactly("RESOLVED->FIRING");
    assertThat(only().activeAtMs()).isEqualTo(3_000);
    assertThat(only().resolvedAtMs()).isZero();
  }

  @Test
  void advance_keepsFiringForItsTime() throws Exception {
    alerts.advance(KEPT_20S, up("a"), 1_000);
    alerts.advance(KEPT_20S, up(), 10_000);
    assertThat(only().keepFiringSinceMs()).isEqualTo(10_000);
    assertThat(alerts.advance(KEPT_20S, up(), 29_999)).isEmpty();

    assertThat(transitions(alerts.advance(KEPT_20S, up(), 30_000)))
        .containsExactly("FIRING->RESOLVED");
  }

  @Test
  void advance_forgetsSinceWhenKeptOnceResultIsBack() throws Exception {
    alerts.advance(KEPT_20S, up("a"), 1_000);
    alerts.advance(KEPT_20S, up(), 10_000);
    alerts.advance(KEPT_20S, up("a"), 20_000);
    assertThat(only().keepFiringSinceMs()).isZero();

    assertThat(transitions(alerts.advance(KEPT_20S, up(), 35_000))).isEmpty();
    assertThat(only().phase()).isEqualTo(AlertPhase.FIRING);
  }

  @Test
  void advance_sendsFiringAlertBackWhereHoldGrew() throws Exception {
    alerts.advance(AT_ONCE, up("a"), 1_000);

    assertThat(transitions(alerts.advance(AFTER_30S, up("a"), 2_000)))
        .containsExactly("FIRING->PENDING");
    assertThat(only().firedAtMs()).isZero();
    assertThat(transitions(alerts.advance(AFTER_30S, up("a"), 31_000)))
        .containsExactly("PENDING->FIRING");
  }

  @Test
  void advance_refreshesValueAndAnnotations() throws Exception {
    alerts.advance(AT_ONCE, List.of(result("a", 1, "one")), 1_000);
    List<AlertChange> changes = alerts.advance(AT_ONCE, List.of(result("a", 2, "two")), 2_000);

    assertThat(changes).hasSize(1);
    assertThat(transitions(changes)).isEmpty();
    assertThat(only().value()).isEqualTo(2);
    assertThat(only().annotations()).containsEntry("summary", "two");
    assertThat(only().firedAtMs()).isEqualTo(1_000);
  }

  @Test
  void advance_takesSameNanForNoChange() throws Exception {
    alerts.advance(AT_ONCE, List.of(result("a", Double.NaN, "")), 1_000);

    assertThat(alerts.advance(AT_ONCE, List.of(result("a", Double.NaN, "")), 2_000)).isEmpty();
  }

  @Test
  void advance_leavesAlertsAloneWhereLabelsRepeat() throws Exception {
    alerts.advance(AT_ONCE, up("a"), 1_000);

    assertThatThrownBy(() -> alerts.advance(AT_ONCE, up("b", "b"), 2_000))
        .isInstanceOfSatisfying(AlertException.class, e -> assertThat(e.changes()).isEmpty())
        .hasMessageContaining("same labels")
        .hasMessageContaining("instance=\"b\"");
    assertThat(only().phase()).isEqualTo(AlertPhase.FIRING);
  }

  @Test
  void advance_endsAllAlertsBeyondLimit() throws Exception {
    AlertPolicy two = new AlertPolicy(0, 0, 2);
    alerts.advance(two, up("a", "b"), 1_000);

    assertThatThrownBy(() -> alerts.advance(two, up("a", "b", "c"), 2_000))
        .hasMessage("exceeded limit of 2 with 3 alerts")
        .isInstanceOfSatisfying(
            AlertException.class,
            e ->
                assertThat(transitions(e.changes()))
                    .containsExactly("FIRING->INACTIVE", "FIRING->INACTIVE"));
    assertThat(alerts.all()).isEmpty();
  }

  @Test
  void advance_doesNotCountResolvedAlertsAgainstLimit() throws Exception {
    AlertPolicy one = new AlertPolicy(0, 0, 1);
    alerts.advance(one, up("a"), 1_000);

    assertThat(transitions(alerts.advance(one, up("b"), 2_000)))
        .containsExactly("FIRING->RESOLVED", "INACTIVE->FIRING");
  }

  @Test
  void advance_reportsChangesInOrderOfLabels() throws Exception {
    List<AlertChange> changes = alerts.advance(AT_ONCE, up("c", "a", "b"), 1_000);

    assertThat(changes)
        .extracting(change -> change.alert().labels().get("instance"))
        .containsExactly("a", "b", "c");
  }

  @Test
  void restore_goesOnWhereTheAlertWas() throws Exception {
    alerts.advance(AFTER_30S, up("a"), 1_000);
    ActiveAlerts restarted = new ActiveAlerts();
    alerts.all().forEach(restarted::restore);

    assertThat(transitions(restarted.advance(AFTER_30S, up("a"), 31_000)))
        .containsExactly("PENDING->FIRING");
  }

  private Alert only() {
    assertThat(alerts.all()).hasSize(1);
    return alerts.all().iterator().next();
  }

  private static List<AlertResult> up(String... instances) {
    return Arrays.stream(instances).map(instance -> result(instance, 1, "")).toList();
  }

  private static AlertResult result(String instance, double value, String summary) {
    return new AlertResult(
        Labels.of("alertname", "Down", "instance", instance), Map.of("summary", summary), value);
  }

  private static List<String> transitions(List<AlertChange> changes) {
    List<String> texts = new ArrayList<>();
    for (AlertChange change : changes) {
      if (change.isTransition()) {
        texts.add(change.from() + "->" + change.to());
      }
    }
    return texts;
  }
}

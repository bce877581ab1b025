package io.tributary.streams.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tributary.schemas.labels.Labels;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertSeriesTest {
  private static final Labels LABELS = Labels.of("alertname", "Down", "instance", "a");

  @Test
  void state_namesThePhase() {
    assertThat(AlertSeries.state(alert(AlertPhase.PENDING)))
        .isEqualTo(
            Labels.of(
                "__name__",
                "ALERTS",
                "alertname",
                "Down",
                "alertstate",
                "pending",
                "instance",
                "a"));
    assertThat(AlertSeries.state(alert(AlertPhase.FIRING)).get("alertstate")).isEqualTo("firing");
  }

  @Test
  void state_refusesAlertThatIsNotActive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AlertSeries.state(alert(AlertPhase.RESOLVED)))
        .withMessageContaining("Down");
  }

  @Test
  void forState_isInWholeSeconds() {
    Alert alert = alert(AlertPhase.PENDING);

    assertThat(AlertSeries.forState(alert))
        .isEqualTo(Labels.of("__name__", "ALERTS_FOR_STATE", "alertname", "Down", "instance", "a"));
    assertThat(AlertSeries.forStateValue(alert)).isEqualTo(61);
  }

  private static Alert alert(AlertPhase phase) {
    return new Alert(LABELS, Map.of(), phase, 1, 61_500, 0, 0, 0);
  }
}

package io.tributary.sink.notify;

import static io.tributary.sink.notify.TestAlerts.NOON_MS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.sink.relabel.RelabelAction;
import io.tributary.sink.relabel.RelabelRule;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotificationMakerTest {
  private static NotificationMaker maker(Labels external, RelabelRule... rules) {
    NotifierConfig d = NotifierConfig.defaults();
    return new NotificationMaker(
        new NotifierConfig(
            List.of(),
            external,
            List.of(rules),
            URI.create("https://hub.example/prom/"),
            d.resendDelay(),
            d.queueCapacity(),
            d.maxBatch(),
            d.timeout(),
            d.drainTimeout()));
  }

  private static Notification make(NotificationMaker maker, AlertRecord alert) {
    return requireNonNull(maker.make(alert, NOON_MS));
  }

  @Test
  void make_addsExternalLabelsOnlyWhereTheAlertHasNone() {
    NotificationMaker maker = maker(Labels.of("cluster", "hub", "env", "prod"));
    assertThat(make(maker, TestAlerts.firing("A", 0)).labels())
        .isEqualTo(Labels.of("alertname", "A", "cluster", "eu-1", "env", "prod"));
  }

  @Test
  void make_relabelsAfterTheExternalLabels() {
    NotificationMaker maker =
        maker(
            Labels.of("replica", "b"),
            RelabelRule.of(RelabelAction.LABEL_DROP, List.of(), "replica"));
    assertThat(make(maker, TestAlerts.firing("A", 0)).labels().has("replica")).isFalse();
  }

  @Test
  void make_dropsWhatRelabelingDrops() {
    NotificationMaker maker =
        maker(Labels.EMPTY, RelabelRule.of(RelabelAction.DROP, List.of("alertname"), "A"));
    assertThat(maker.make(TestAlerts.firing("A", 0), NOON_MS)).isNull();
    assertThat(maker.make(TestAlerts.firing("B", 0), NOON_MS)).isNotNull();
  }

  @Test
  void make_letsAFiringAlertEndAfterFourResends() {
    Notification notification = make(maker(Labels.EMPTY), TestAlerts.firing("A", NOON_MS - 7));
    assertThat(notification.startsAtMs()).isEqualTo(NOON_MS - 7);
    assertThat(notification.endsAtMs()).isEqualTo(NOON_MS + Duration.ofMinutes(4).toMillis());
  }

  @Test
  void make_letsASlowGroupsAlertEndAfterFourIntervals() {
    AlertRecord alert =
        TestAlerts.firing("A", 0).toBuilder()
            .setIntervalMs(Duration.ofMinutes(5).toMillis())
            .build();
    assertThat(make(maker(Labels.EMPTY), alert).endsAtMs())
        .isEqualTo(NOON_MS + Duration.ofMinutes(20).toMillis());
  }

  @Test
  void make_endsAResolvedAlertWhenItWasResolved() {
    Notification notification =
        make(maker(Labels.EMPTY), TestAlerts.resolved("A", NOON_MS - 9000, NOON_MS - 5000));
    assertThat(notification.startsAtMs()).isEqualTo(NOON_MS - 9000);
    assertThat(notification.endsAtMs()).isEqualTo(NOON_MS - 5000);
  }

  @Test
  void make_linksToTheExpressionsTable() {
    assertThat(make(maker(Labels.EMPTY), TestAlerts.firing("A", 0)).generatorUrl())
        .isEqualTo("https://hub.example/prom/graph?g0.expr=up+%3D%3D+0&g0.tab=1");
  }

  @Test
  void tableLink_escapesAsGoDoes() {
    assertThat(TableLink.of(URI.create("http://h:9090"), "a{b=~\"c*\"} / 2-1_x"))
        .isEqualTo("http://h:9090/graph?g0.expr=a%7Bb%3D~%22c%2A%22%7D+%2F+2-1_x&g0.tab=1");
  }
}

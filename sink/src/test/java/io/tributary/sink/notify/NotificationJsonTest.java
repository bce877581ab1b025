package io.tributary.sink.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.labels.Labels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotificationJsonTest {
  @Test
  void of_writesWhatAlertmanagerReads() {
    Notification one =
        new Notification(
            Labels.of("alertname", "A", "b", "\"é\n"),
            Map.of("summary", "s"),
            TestAlerts.ms("2026-11-22T12:00:00Z"),
            TestAlerts.ms("2026-11-22T12:04:00.250Z"),
            "http://h/graph?g0.expr=up&g0.tab=1");
    Notification two = new Notification(Labels.of("alertname", "B"), Map.of(), 0, 1, "");
    assertThat(new String(NotificationJson.of(List.of(one, two)), UTF_8))
        .isEqualTo(
            """
            [{"labels":{"alertname":"A","b":"\\"é\\n"},"annotations":{"summary":"s"},\
            "startsAt":"2026-11-22T12:00:00.000Z","endsAt":"2026-11-22T12:04:00.250Z",\
            "generatorURL":"http://h/graph?g0.expr=up&g0.tab=1"},\
            {"labels":{"alertname":"B"},"annotations":{},\
            "startsAt":"1970-01-01T00:00:00.000Z","endsAt":"1970-01-01T00:00:00.001Z",\
            "generatorURL":""}]\
            """);
  }
}

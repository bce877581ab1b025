package io.tributary.schemas.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class AlertTopicTest {
  @Test
  void taskOf_readsBackTheKey() {
    assertThat(AlertTopic.progressKey("0_3")).isEqualTo("~progress/0_3".getBytes(UTF_8));
    assertThat(AlertTopic.taskOf(AlertTopic.progressKey("0_3"))).isEqualTo("0_3");
  }

  @Test
  void taskOf_refusesAnAlertsKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AlertTopic.taskOf("rules.yml/g/Down{}".getBytes(UTF_8)))
        .withMessageContaining("~progress/")
        .withMessageContaining("rules.yml");
  }
}

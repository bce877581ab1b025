package io.tributary.standalone.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarmlessWarningsTest {
  private static FilterReply decide(String logger, String message) {
    LoggerContext context = new LoggerContext();
    return new HarmlessWarnings()
        .decide(new LoggingEvent("", context.getLogger(logger), Level.WARN, message, null, null));
  }

  @ParameterizedTest
  @CsvSource({
    "org.apache.kafka.controller.QuorumController, Performing controller activation. The log is",
    "org.apache.kafka.clients.NetworkClient, Attempting to close NetworkClient that has already"
        + " been closed",
  })
  void whatNobodyCanActOn_isLeftOut(String logger, String message) {
    assertThat(decide(logger, "[id=1] " + message)).isEqualTo(FilterReply.DENY);
  }

  @Test
  void everythingElse_isLogged() {
    assertThat(decide("org.apache.kafka.clients.NetworkClient", "Connection to node -1 failed"))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide("io.tributary.gateway.Gateway", "Performing controller activation"))
        .isEqualTo(FilterReply.NEUTRAL);
  }
}

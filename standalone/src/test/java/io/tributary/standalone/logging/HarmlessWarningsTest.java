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
    "org.apache.kafka.streams.processor.internals.ProcessorStateManager, State store {} did not"
        + " find checkpoint offsets while stores are not empty",
    "org.apache.kafka.streams.processor.internals.StreamThread, Detected the states of tasks"
        + " [0_1] are corrupted. Will close the task as dirty and re-create and bootstrap",
    "org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils, Not updating high watermark"
        + " for partition a-1 as it is no longer assigned",
  })
  void whatNobodyCanActOn_isLeftOut(String logger, String message) {
    assertThat(decide(logger, "[id=1] " + message)).isEqualTo(FilterReply.DENY);
  }

  @Test
  void tasksWhoseStateIsReadAnew_areNoError_unlessAnotherFailed() {
    String logger = "org.apache.kafka.streams.processor.internals.TaskManager";
    String tasks = "Get exceptions for the following tasks: {0_1=org.a.TaskCorruptedException: b";
    assertThat(decide(logger, tasks + "}")).isEqualTo(FilterReply.DENY);
    assertThat(decide(logger, tasks + ", 0_2=org.a.StreamsException: c}"))
        .isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void everythingElse_isLogged() {
    assertThat(decide("org.apache.kafka.clients.NetworkClient", "Connection to node -1 failed"))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide("io.tributary.gateway.Gateway", "Performing controller activation"))
        .isEqualTo(FilterReply.NEUTRAL);
  }
}

package io.tributary.standalone.interop;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each part in a process of its own; one after the other is killed with SIGKILL under load, and the
 * broker too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {
  private final CrashScene crash;

  CrashIT(@TempDir Path directory) {
    crash = new CrashScene(directory);
  }

  @BeforeAll
  void killOneAfterTheOther() {
    ChildProcess broker =
        crash.start("broker", freeUrl(), List.of("kafka", "--kafka-listen", crash.kafka()));
    String config =
        crash.config("{bootstrap: '%s', replicas: 1}".formatted(crash.kafka())).toString();
    ChildProcess gateway =
        crash.start("gateway", crash.gateway(), List.of("gateway", "--config", config));
    ChildProcess streams =
        crash.start("streams", freeUrl(), List.of("streams", "--config", config));
    ChildProcess sink = crash.start("sink", freeUrl(), List.of("sink", "--config", config));
    crash.startLoad();
    crash.kill("gateway", gateway);
    crash.kill("streams", streams);
    crash.kill("sink", sink);
    crash.kill("broker", broker);
    crash.finish();
  }

  @AfterAll
  void stop() {
    crash.close();
  }

  private static URI freeUrl() {
    return URI.create("http://127.0.0.1:" + Peers.freePort());
  }

  @Test
  void hub_holdsEveryAcknowledgedSampleOnceWithItsBits() {
    crash.assertHubHoldsEveryAcknowledgedSample();
  }

  @Test
  void transitions_areThoseOfTheRulesEachOnce() {
    crash.assertTransitionsAreThoseOfTheRules();
  }

  @Test
  void forTimers_wentOn() {
    crash.assertForWentOn();
  }

  @Test
  void recorded_isThatOfTheRulesAtEachInstantOnce() {
    crash.assertRecordedIsThatOfTheRules();
  }
}

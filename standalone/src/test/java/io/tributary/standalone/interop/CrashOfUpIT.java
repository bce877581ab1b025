package io.tributary.standalone.interop;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Everything in one process, which is killed with SIGKILL under load, twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashOfUpIT {
  private final CrashScene crash;

  CrashOfUpIT(@TempDir Path directory) {
    crash = new CrashScene(directory);
  }

  @BeforeAll
  void killTwice() {
    String config = crash.config("{listen: '%s'}".formatted(crash.kafka())).toString();
    ChildProcess up = crash.start("up", crash.gateway(), List.of("up", "--config", config));
    crash.startLoad();
    crash.kill("first", up);
    crash.kill("second", up);
    crash.finish();
  }

  @AfterAll
  void stop() {
    crash.close();
  }

  @Test
  void hub_holdsEveryAcknowledgedSampleOnceWithItsBits() {
    crash.assertHubHoldsEveryAcknowledgedSample();
  }

  @Test
  void embeddedHub_holdsEveryAcknowledgedSample() {
    crash.assertApiHoldsEveryAcknowledgedSample(new QueryApi(crash.gateway()));
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

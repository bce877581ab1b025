package io.tributary.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainCommandTest {
  @Test
  void train_runsEverythingAndEnds() {
    assertThat(Tributary.run("train", "--seconds", "1")).isEqualTo(ExitCode.OK);
  }
}

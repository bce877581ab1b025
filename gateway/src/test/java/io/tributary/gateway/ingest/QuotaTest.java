package io.tributary.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotaTest {
  private final Quota quota = new Quota(100, 0);

  @Test
  void bucket_holdsTenSeconds() {
    assertThat(quota.secondsUntilOpen(0)).isZero();
    quota.take(999, 0);
    assertThat(quota.secondsUntilOpen(0)).isZero();
    quota.take(1, 0);
    assertThat(quota.secondsUntilOpen(0)).isEqualTo(1);
    assertThat(quota.secondsUntilOpen(10)).isZero();
  }

  @Test
  void largeRequest_getsItsTurnAndIsPaidForAfterwards() {
    quota.take(5000, 0);

    assertThat(quota.secondsUntilOpen(0)).isEqualTo(41);
    assertThat(quota.secondsUntilOpen(40_000)).isEqualTo(1);
    assertThat(quota.secondsUntilOpen(41_000)).isZero();
  }

  @Test
  void clockThatGoesBack_takesNothingAway() {
    quota.secondsUntilOpen(60_000);

    assertThat(quota.secondsUntilOpen(0)).isZero();
  }
}

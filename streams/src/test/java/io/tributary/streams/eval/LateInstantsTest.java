package io.tributary.streams.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.promql.syntax.Matcher;
import io.tributary.streams.window.Subscription;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LateInstantsTest {
  private static final List<Subscription> LOOKED =
      List.of(new Subscription(List.of(Matcher.equal("__name__", "up")), 3_000));

  @Test
  void mark_countsInstantsWithinTheRange() {
    LateInstants instants = new LateInstants(10, LOOKED);

    assertThat(instants.mark(101, 109)).isZero();
    assertThat(instants.mark(100, 110)).isEqualTo(2);
    assertThat(instants.mark(90, 120)).isEqualTo(2);
    assertThat(instants.mark(90, 120)).isZero();
  }

  @Test
  void mark_countsEachInstantOnceAsTimeGoesOn() {
    Random random = new Random(3);
    LateInstants instants = new LateInstants(10, LOOKED);
    Set<Long> marked = new HashSet<>();
    long counted = 0;
    long nowMs = 10_000;
    for (int i = 0; i < 5_000; i++) {
      nowMs += random.nextInt(40);
      long fromMs = nowMs - random.nextInt(3_000);
      long toMs = Math.min(nowMs, fromMs + random.nextInt(1_000));
      counted += instants.mark(fromMs, toMs);
      for (long instant = Math.ceilDiv(fromMs, 10); instant <= toMs / 10; instant++) {
        marked.add(instant);
      }
    }

    assertThat(counted).isEqualTo(marked.size());
  }

  @Test
  void mark_forgetsInstantsThatAreTooLongAgo() {
    LateInstants instants = new LateInstants(10, LOOKED);
    instants.mark(0, 50);

    assertThat(instants.mark(1_000_000, 1_000_000)).isEqualTo(1);
    assertThat(instants.mark(0, 50)).isZero();
  }
}

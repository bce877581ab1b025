package io.tributary.sink.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.sink.http.HttpAccess;
import io.tributary.sink.http.HttpPeer;
import io.tributary.sink.http.HttpPeer.Answer;
import io.tributary.sink.testing.FakeReceiver;
import io.tributary.sink.testing.FakeReceiver.Reply;
import io.tributary.sink.testing.FakeStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The matrices of the specifications, on answers that went over a wire. */
class JudgeTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final FakeReceiver receiver = new FakeReceiver(request -> Reply.of(204));
  private final HttpPeer peer =
      new HttpPeer(receiver.uri("/"), HttpAccess.defaults(), Duration.ofSeconds(10));

  @AfterEach
  void close() {
    peer.close();
    receiver.close();
  }

  private Answer answer(Reply reply) throws Exception {
    receiver.behave(request -> reply);
    return peer.post(new byte[0], 0, Map.of());
  }

  private Verdict v1(Reply reply) throws Exception {
    return Judge.ofV1(answer(reply), NOW);
  }

  private Verdict v2(Reply reply) throws Exception {
    return Judge.ofV2(answer(reply), 10, false, NOW);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204})
  void v1_takesEvery2xxForWritten(int status) throws Exception {
    assertThat(v1(Reply.of(status))).isEqualTo(new Verdict.Written());
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504, 599})
  void retryable_comesAgain(int status) throws Exception {
    Reply reply = new Reply(status, "busy", Map.of("Retry-After", "7"));
    Verdict expected =
        new Verdict.Retry(
            Optional.of(Duration.ofSeconds(7)), "status_" + status, status + ": busy");
    assertThat(v1(reply)).isEqualTo(expected);
    assertThat(v2(reply)).isEqualTo(expected);
  }

  @Test
  void retryAfter_mayBeADate() throws Exception {
    assertThat(v1(new Reply(503, "", Map.of("Retry-After", "Sun, 22 Nov 2026 10:00:09 GMT"))))
        .isEqualTo(new Verdict.Retry(Optional.of(Duration.ofSeconds(9)), "status_503", "503"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409, 422})
  void badData_mayBeInSomeOfTheSeries(int status) throws Exception {
    assertThat(v1(Reply.of(status)))
        .isInstanceOfSatisfying(Verdict.Refused.class, r -> assertThat(r.splittable()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 405, 410, 415, 304})
  void otherRefusals_areOfAll(int status) throws Exception {
    assertThat(v1(Reply.of(status)))
        .isInstanceOfSatisfying(Verdict.Refused.class, r -> assertThat(r.splittable()).isFalse());
  }

  @Test
  void tooLarge_isItsOwnCase() throws Exception {
    assertThat(v1(Reply.of(413))).isInstanceOf(Verdict.TooLarge.class);
    assertThat(v2(Reply.of(413))).isInstanceOf(Verdict.TooLarge.class);
  }

  @Test
  void v2_believesOnlyCounts() throws Exception {
    assertThat(v2(new Reply(204, "", FakeStore.counts(10)))).isEqualTo(new Verdict.Written());
    assertThat(v2(Reply.of(204)))
        .isInstanceOfSatisfying(Verdict.NotSpoken.class, n -> assertThat(n.certain()).isTrue());
    assertThat(v2(new Reply(204, "", FakeStore.counts(0)))).isInstanceOf(Verdict.NotSpoken.class);
    assertThat(v2(new Reply(204, "", FakeStore.counts(7))))
        .isInstanceOfSatisfying(
            Verdict.PartlyWritten.class, p -> assertThat(p.written()).isEqualTo(7));
  }

  @Test
  void v2_takesCortexsAnswerForAReplicasDuplicate() throws Exception {
    assertThat(v2(Reply.of(202))).isEqualTo(new Verdict.Written());
  }

  @Test
  void v2_isNotSpokenWhereTheTypeIsUnsupported() throws Exception {
    assertThat(v2(Reply.of(415)))
        .isInstanceOfSatisfying(Verdict.NotSpoken.class, n -> assertThat(n.certain()).isTrue());
  }

  @Test
  void v2_doubtsA400WithoutCountsUntilConfirmed() throws Exception {
    assertThat(v2(Reply.of(400)))
        .isInstanceOfSatisfying(Verdict.NotSpoken.class, n -> assertThat(n.certain()).isFalse());
    assertThat(Judge.ofV2(answer(Reply.of(400)), 10, true, NOW))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(v2(new Reply(400, "", FakeStore.counts(0)))).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void v2_countsWhatA400Kept() throws Exception {
    assertThat(v2(new Reply(400, "", FakeStore.counts(9))))
        .isInstanceOfSatisfying(
            Verdict.PartlyWritten.class, p -> assertThat(p.written()).isEqualTo(9));
  }
}

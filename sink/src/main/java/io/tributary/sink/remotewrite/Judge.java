package io.tributary.sink.remotewrite;

import io.tributary.sink.http.HttpPeer.Answer;
import io.tributary.sink.http.RetryAfter;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Judges answers by the response matrices of the two specifications, and by what receivers are
 * known to do beyond them (409 of Thanos, 202 of Cortex, 204 for unread 2.0 bodies).
 */
final class Judge {
  private static final String WRITTEN = "X-Prometheus-Remote-Write-%s-Written";
  private static final String SAMPLES = WRITTEN.formatted("Samples");
  private static final String HISTOGRAMS = WRITTEN.formatted("Histograms");
  private static final String EXEMPLARS = WRITTEN.formatted("Exemplars");

  private Judge() {}

  static Verdict ofV1(Answer answer, Instant now) {
    return answer.ok() ? new Verdict.Written() : ofFailure(answer, now);
  }

  /**
   * @param total the samples and histograms that the request held
   * @param confirmed whether the receiver has shown before that it reads 2.0
   */
  static Verdict ofV2(Answer answer, long total, boolean confirmed, Instant now) {
    OptionalLong samples = answer.number(SAMPLES);
    OptionalLong histograms = answer.number(HISTOGRAMS);
    boolean counted =
        samples.isPresent() || histograms.isPresent() || answer.number(EXEMPLARS).isPresent();
    long written = samples.orElse(0) + histograms.orElse(0);
    int status = answer.status();
    if (status == 202) {
      return new Verdict.Written(); // Cortex: the other replica of a pair has written it.
    }
    if (answer.ok()) {
      if (written == 0 && total > 0) {
        return new Verdict.NotSpoken(answer, true);
      }
      return written >= total ? new Verdict.Written() : new Verdict.PartlyWritten(written, answer);
    }
    if (status == 415) {
      return new Verdict.NotSpoken(answer, true);
    }
    if (status == 400 && counted && written > 0) {
      return new Verdict.PartlyWritten(written, answer);
    }
    if (status == 400 && !counted && !confirmed) {
      return new Verdict.NotSpoken(answer, false);
    }
    return ofFailure(answer, now);
  }

  private static Verdict ofFailure(Answer answer, Instant now) {
    int status = answer.status();
    if (status == 429 || status >= 500) {
      return new Verdict.Retry(
          RetryAfter.parse(answer.header("Retry-After"), now),
          "status_" + status,
          answer.toString());
    }
    return switch (status) {
      case 413 -> new Verdict.TooLarge(answer);
      case 400, 409, 422 -> new Verdict.Refused(answer, true);
      default -> new Verdict.Refused(answer, false);
    };
  }
}

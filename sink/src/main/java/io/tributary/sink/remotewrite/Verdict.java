package io.tributary.sink.remotewrite;

import io.tributary.sink.http.HttpPeer.Answer;
import java.time.Duration;
import java.util.Optional;

/** What an answer means for the request that it answers. */
sealed interface Verdict {
  /** All of it is written. */
  record Written() implements Verdict {}

  /** The receiver wrote this many samples and histograms of it and will not write the rest. */
  record PartlyWritten(long written, Answer answer) implements Verdict {}

  /** The same request should come again. */
  record Retry(Optional<Duration> after, String reason, String text) implements Verdict {}

  /** Less at once might be taken. */
  record TooLarge(Answer answer) implements Verdict {}

  /**
   * It must not come again.
   *
   * @param splittable whether the fault may lie in some of the series only
   */
  record Refused(Answer answer, boolean splittable) implements Verdict {}

  /**
   * The receiver does not take this version of remote write.
   *
   * @param certain false where the answer may mean that the data is bad
   */
  record NotSpoken(Answer answer, boolean certain) implements Verdict {}
}

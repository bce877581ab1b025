package io.tributary.sink.remotewrite;

import io.tributary.sink.http.Backoff;
import io.tributary.sink.http.HttpPeer.Answer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets batches to the receiver, whatever it takes: tries again what may be tried again for as long
 * as it takes, speaks 1.0 where 2.0 is not taken, cuts in halves what is refused until the series
 * at fault stand alone, and gives those up to the rejected topic.
 *
 * <p>Threading: an instance serves one lane.
 */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  /** Failures in a row between two complaints in the log. */
  private static final int LOG_EVERY = 50;

  private final Receiver receiver;
  private final ProtocolChoice protocol;
  private final PartialWrites partialWrites;
  private final Rejections rejections;
  private final DestinationMetrics metrics;
  private final Backoff backoff;
  private final Pause pause;
  private final EncoderV1 encoderV1 = new EncoderV1();
  private final EncoderV2 encoderV2 = new EncoderV2();

  Delivery(
      Receiver receiver,
      ProtocolChoice protocol,
      PartialWrites partialWrites,
      Rejections rejections,
      DestinationMetrics metrics,
      Backoff backoff,
      Pause pause) {
    this.receiver = receiver;
    this.protocol = protocol;
    this.partialWrites = partialWrites;
    this.rejections = rejections;
    this.metrics = metrics;
    this.backoff = backoff;
    this.pause = pause;
  }

  /** Returns when all of the batch is delivered, refused for good, or abandoned. */
  void deliver(Batch batch) throws InterruptedException {
    ArrayDeque<Batch> left = new ArrayDeque<>();
    left.push(batch);
    while (!left.isEmpty()) {
      List<Batch> halves = deliverOrSplit(left.pop());
      // The first half goes first: samples of a series stay in order.
      halves.reversed().forEach(left::push);
    }
  }

  /** Answers what is still to be delivered of it: nothing, or its two halves. */
  private List<Batch> deliverOrSplit(Batch batch) throws InterruptedException {
    boolean tryV1 = false;
    int failures = 0;
    BatchEncoder encoder = encoderV1;
    EncodedBatch encoded = null;
    while (!batch.abandoned()) {
      BatchEncoder wanted = tryV1 || !protocol.isV2() ? encoderV1 : encoderV2;
      if (encoded == null || wanted != encoder) {
        encoder = wanted;
        encoded = encoder.encode(batch);
      }
      switch (receiver.post(batch.tenant(), encoded, encoder, failures)) {
        case Verdict.Written() -> {
          learn(encoder, tryV1);
          metrics.sent(encoded, encoded.total());
          return List.of();
        }
        case Verdict.PartlyWritten(long written, Answer answer) -> {
          partlyWritten(batch, encoded, written, answer);
          return List.of();
        }
        case Verdict.Retry(var after, String reason, String text) -> {
          failures++;
          metrics.retry(reason);
          Duration wait = after.orElse(backoff.after(failures));
          complain(failures, wait, text);
          pause.of(wait);
        }
        case Verdict.TooLarge(Answer answer) -> {
          return splitOrReject(batch, encoded, answer, "too_large");
        }
        case Verdict.Refused(Answer answer, boolean splittable) -> {
          boolean allAtFault =
              !splittable || (encoder instanceof EncoderV2 && partialWrites.seen());
          if (allAtFault) {
            reject(batch, encoded, encoded.total(), answer, "refused");
            return List.of();
          }
          return splitOrReject(batch, encoded, answer, "refused");
        }
        case Verdict.NotSpoken(Answer answer, boolean certain) -> {
          if (!protocol.mayFallBack()) {
            reject(batch, encoded, encoded.total(), answer, "protocol");
            return List.of();
          }
          if (certain) {
            protocol.fallBack(answer.toString());
          }
          tryV1 = true;
        }
      }
    }
    metrics.abandoned(encoded == null ? encoderV2.encode(batch).total() : encoded.total());
    return List.of();
  }

  private void learn(BatchEncoder encoder, boolean triedV1) {
    if (encoder instanceof EncoderV2) {
      protocol.confirmV2();
    } else if (triedV1) {
      protocol.fallBack("it refused in 2.0 what it took in 1.0");
    }
  }

  private void partlyWritten(Batch batch, EncodedBatch encoded, long written, Answer answer)
      throws InterruptedException {
    protocol.confirmV2();
    partialWrites.saw();
    metrics.sent(encoded, written);
    if (answer.ok()) {
      metrics.failed("not_written", encoded.total() - written);
    } else {
      reject(
          NamedSeries.in(batch, answer.text()),
          encoded,
          encoded.total() - written,
          answer,
          "refused");
    }
  }

  private List<Batch> splitOrReject(Batch batch, EncodedBatch encoded, Answer answer, String reason)
      throws InterruptedException {
    if (batch.series() > 1) {
      metrics.split();
      return batch.split();
    }
    reject(batch, encoded, encoded.total(), answer, reason);
    return List.of();
  }

  private void reject(
      Batch refused, EncodedBatch encoded, long samples, Answer answer, String reason)
      throws InterruptedException {
    LOG.warn(
        "destination {} refused {} of {} samples for good: {}",
        metrics.destination(),
        samples,
        encoded.total(),
        answer);
    rejections.publish(refused, answer);
    metrics.failed(reason, samples);
  }

  private void complain(int failures, Duration wait, String text) {
    if (failures == 1 || failures % LOG_EVERY == 0) {
      LOG.warn(
          "destination {} failed {} times in a row, next attempt in {} ms: {}",
          metrics.destination(),
          failures,
          wait.toMillis(),
          text);
    }
  }
}

package io.tributary.sink.notify;

import static io.tributary.sink.notify.TestAlerts.NOON_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.schemas.proto.alert.AlertRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertBookTest {
  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;

  private final AlertBook book = new AlertBook(Duration.ofMinutes(1));

  /** What is due at this instant of the wall clock, with the task ten seconds behind. */
  private List<String> dueAt(long nowMs) {
    book.progress("0_0", nowMs - 10 * SECOND);
    return names(book.due(nowMs));
  }

  private static List<String> names(List<AlertRecord> alerts) {
    return alerts.stream().map(alert -> alert.getLabelsOrThrow("alertname")).toList();
  }

  private void put(AlertRecord alert) {
    book.put(alert.getLabelsOrThrow("alertname"), "0_0", alert);
  }

  @Test
  void due_neverHoldsAPendingAlert() {
    put(TestAlerts.pending("A", NOON_MS));
    assertThat(dueAt(NOON_MS + 10 * SECOND)).isEmpty();
    assertThat(dueAt(NOON_MS + 10 * MINUTE)).isEmpty();
  }

  @Test
  void due_holdsAFiringAlertAtOnceAndThenEveryResendDelay() {
    put(TestAlerts.firing("A", NOON_MS));
    List<Long> sentAfterSeconds = new ArrayList<>();
    for (long s = 10; s <= 200; s++) {
      if (!dueAt(NOON_MS + s * SECOND).isEmpty()) {
        sentAfterSeconds.add(s);
      }
    }
    assertThat(sentAfterSeconds).containsExactly(10L, 70L, 130L, 190L);
  }

  @Test
  void due_resendsAtTheFirstMultipleOfTheIntervalThatIsNotShorterThanTheDelay() {
    put(TestAlerts.firing("A", NOON_MS).toBuilder().setIntervalMs(45 * SECOND).build());
    List<Long> sentAfterSeconds = new ArrayList<>();
    for (long s = 10; s <= 300; s++) {
      if (!dueAt(NOON_MS + s * SECOND).isEmpty()) {
        sentAfterSeconds.add(s);
      }
    }
    assertThat(sentAfterSeconds).containsExactly(10L, 100L, 190L, 280L);
  }

  @Test
  void due_waitsForAnEvaluation() {
    put(TestAlerts.firing("A", NOON_MS));
    assertThat(dueAt(NOON_MS + 10 * SECOND)).containsExactly("A");
    assertThat(names(book.due(NOON_MS + 100 * SECOND))).isEmpty();
  }

  @Test
  void due_holdsAResolvedAlertAtOnce() {
    put(TestAlerts.firing("A", NOON_MS));
    assertThat(dueAt(NOON_MS + 25 * SECOND)).containsExactly("A");
    // Resolved in event time before the wall clock of the last sending.
    put(TestAlerts.resolved("A", NOON_MS, NOON_MS + 15 * SECOND));
    assertThat(dueAt(NOON_MS + 26 * SECOND)).containsExactly("A");
    assertThat(dueAt(NOON_MS + 27 * SECOND)).isEmpty();
  }

  @Test
  void due_resendsResolvedAlertsForFifteenMinutes() {
    put(TestAlerts.resolved("A", NOON_MS - MINUTE, NOON_MS));
    int sent = 0;
    long lastSeconds = 0;
    for (long s = 10; s <= 3600; s++) {
      if (!dueAt(NOON_MS + s * SECOND).isEmpty()) {
        sent++;
        lastSeconds = s;
      }
    }
    assertThat(sent).isEqualTo(16);
    assertThat(lastSeconds).isEqualTo(15 * 60 + 10);
  }

  @Test
  void due_holdsAnAlertThatFiresAgainAtOnce() {
    put(TestAlerts.resolved("A", NOON_MS, NOON_MS + 15 * SECOND));
    assertThat(dueAt(NOON_MS + 30 * SECOND)).containsExactly("A");
    put(TestAlerts.firing("A", NOON_MS + 30 * SECOND));
    assertThat(dueAt(NOON_MS + 41 * SECOND)).containsExactly("A");
  }

  @Test
  void due_isEmptyWhileTheTaskWorksOffABacklog() {
    put(TestAlerts.firing("A", NOON_MS));
    book.progress("0_0", NOON_MS);
    assertThat(book.due(NOON_MS + 3 * 3600 * SECOND)).isEmpty();
    put(TestAlerts.resolved("A", NOON_MS, NOON_MS + 2 * 3600 * SECOND));
    put(TestAlerts.firing("B", NOON_MS + 2 * 3600 * SECOND));
    book.progress("0_0", NOON_MS + 2 * 3600 * SECOND + 30 * MINUTE);
    assertThat(book.due(NOON_MS + 3 * 3600 * SECOND)).isEmpty();
    // Caught up: what is so now is sent once; what ended long ago is not.
    assertThat(dueAt(NOON_MS + 3 * 3600 * SECOND)).containsExactly("B");
    assertThat(dueAt(NOON_MS + 3 * 3600 * SECOND + SECOND)).isEmpty();
  }

  @Test
  void due_givesSlowGroupsFourIntervals() {
    put(TestAlerts.firing("A", NOON_MS).toBuilder().setIntervalMs(5 * MINUTE).build());
    book.progress("0_0", NOON_MS);
    assertThat(book.due(NOON_MS + 20 * MINUTE + 1)).isEmpty();
    assertThat(names(book.due(NOON_MS + 20 * MINUTE))).containsExactly("A");
  }

  @Test
  void due_goesByTheAlertsOwnTask() {
    book.put("a", "0_1", TestAlerts.firing("A", NOON_MS));
    book.put("b", null, TestAlerts.firing("B", NOON_MS));
    assertThat(dueAt(NOON_MS + 10 * SECOND)).containsExactly("B");
    book.progress("0_1", NOON_MS);
    assertThat(names(book.due(NOON_MS + 11 * SECOND))).containsExactly("A");
    book.removeTask("0_1");
    assertThat(dueAt(NOON_MS + 90 * SECOND)).containsExactly("B");
  }

  @Test
  void endReading_forgetsWhatDidNotComeUp() {
    put(TestAlerts.firing("A", NOON_MS));
    put(TestAlerts.firing("B", NOON_MS));
    assertThat(dueAt(NOON_MS + 10 * SECOND)).containsExactlyInAnyOrder("A", "B");
    book.beginReading();
    put(TestAlerts.firing("B", NOON_MS));
    book.endReading();
    assertThat(book.size()).isEqualTo(1);
    // It was sent just before the topic had to be read anew.
    assertThat(dueAt(NOON_MS + 12 * SECOND)).isEmpty();
    assertThat(dueAt(NOON_MS + 70 * SECOND)).containsExactly("B");
  }

  @Test
  void remove_endsAnAlert() {
    put(TestAlerts.firing("A", NOON_MS));
    book.remove("A");
    assertThat(dueAt(NOON_MS + 10 * SECOND)).isEmpty();
  }
}

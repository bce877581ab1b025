package io.tributary.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.schemas.labels.Fingerprint;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.streams.eval.PendingCorrections;
import io.tributary.streams.eval.RuleStore;
import io.tributary.streams.window.AgeClass;
import io.tributary.streams.window.CorruptStateException;
import io.tributary.streams.window.LabelsLayout;
import io.tributary.streams.window.WindowLog;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class TaskStoreTest {
  private static final Labels LABELS = Labels.of("__name__", "up");

  private final KeyValueStore<Bytes, byte[]> bytes = MemoryStores.create();
  private final TaskStore store = new TaskStore(bytes, "0_0");

  @Test
  void store_ofUnknownFormsIsEmptied() {
    store.putEvaluatedUntil(123);
    bytes.put(StateKeys.of(StateKeys.FORMAT), new byte[] {9});
    TaskStore reopened = new TaskStore(bytes, "0_0");

    assertThat(reopened.isRebuilt()).isTrue();
    assertThat(reopened.lacksAlerts()).isTrue();
    assertThat(bytes.get(StateKeys.of(StateKeys.EVALUATED))).isNull();
    assertThat(new TaskStore(bytes, "0_0").isRebuilt()).isFalse();
  }

  @Test
  void store_losesWhatIsInAnotherFormOnly() {
    store.putOutput("f/g/r", Fingerprint.of(LABELS), LABELS);
    store.putSeries(7, LabelsLayout.encode(LABELS));
    store.putCoverage("up", 5, 60_000);
    store.putEvaluatedUntil(123);
    bytes.put(StateKeys.of((byte) 'z'), new byte[] {1});
    byte[] forms = StatePart.forms();
    forms[1]++; // that of windows
    bytes.put(StateKeys.of(StateKeys.FORMAT), forms);
    TaskStore reopened = new TaskStore(bytes, "0_0");

    assertThat(reopened.isRebuilt()).isTrue();
    assertThat(reopened.lacksAlerts()).isFalse();
    List<String> left = new ArrayList<>();
    try (var entries = bytes.all()) {
      entries.forEachRemaining(entry -> left.add("" + (char) entry.key.get()[0]));
    }
    assertThat(left).containsExactly("F", "O", "T");
  }

  @Test
  void forms_areTheseBytes() {
    assertThat(StatePart.forms()).containsExactly(1, 4, 2, 1, 3, 1, 4, 2, 5, 1, 6, 1, 7, 2);
    assertThat(StatePart.usable(StatePart.forms())).containsExactly(StatePart.values());
  }

  @Test
  void forms_leadToWhatDependsOnThem() {
    assertThat(StatePart.usable(new byte[] {1, 4, 2, 1, 5, 1, 7, 1}))
        .containsExactly(StatePart.OUTPUTS);
    assertThat(StatePart.usable(new byte[] {1, 5, 3, 1, 5, 1, 7, 2, 99, 1}))
        .containsExactly(StatePart.ALERTS);
  }

  @Test
  void store_thatIsNewIsNotRebuilt() {
    assertThat(store.isRebuilt()).isFalse();
  }

  @Test
  void restore_givesBlocksInOrder() {
    store.putSeries(7, LabelsLayout.encode(LABELS));
    store.putBlock(AgeClass.DAY, 300, new byte[] {3});
    store.putBlock(AgeClass.MINUTES, 2, new byte[] {1});
    store.putBlock(AgeClass.MINUTES, 256, new byte[] {2});
    store.putBlock(AgeClass.MINUTES, 1, new byte[] {4});
    store.deleteBlock(AgeClass.MINUTES, 1);
    store.putChunk(7, 2, new byte[] {6});
    store.putChunk(7, -1, new byte[] {5});
    store.putChunk(7, 3, new byte[] {7});
    store.deleteChunk(7, 3);
    assertThat(store.chunk(7, -1)).containsExactly(5);
    assertThat(store.chunk(7, 3)).isNull();

    List<String> restored = new ArrayList<>();
    store.restore(
        new WindowLog.Restorer() {
          @Override
          public void series(int id, byte[] labels) {
            restored.add("series " + id + " " + LabelsLayout.decode(labels));
          }

          @Override
          public void chunk(int seriesId, long number, byte[] chunk) {
            restored.add("chunk " + seriesId + " " + number + " " + chunk[0]);
          }

          @Override
          public void block(AgeClass age, long sequence, byte[] block) {
            restored.add(age + " " + sequence + " " + block[0]);
          }
        });
    assertThat(restored)
        .containsExactly(
            "series 7 up",
            "chunk 7 -1 5",
            "chunk 7 2 6",
            "MINUTES 2 1",
            "MINUTES 256 2",
            "DAY 300 3");
  }

  @Test
  void restore_givesWhatRulesRemember() {
    AlertRecord alert = AlertRecord.newBuilder().setValue(4).build();
    store.putOutput("f/g/r", Fingerprint.of(LABELS), LABELS);
    store.putOutput("f/g/gone", Fingerprint.of(LABELS), LABELS);
    store.deleteOutput("f/g/gone", Fingerprint.of(LABELS));
    store.putAlert("f/g/a", LABELS, alert);
    store.putAlert("f/g/b", LABELS, alert);
    store.deleteAlert("f/g/b", LABELS);
    store.putCoverage("up", 5, 60_000);
    store.putCoverage("down", 6, 60_000);
    store.deleteCoverage("down");
    store.putEndedOutput("f/g/r", Fingerprint.of(LABELS), LABELS, 77);
    store.putEndedOutput("f/g/gone", Fingerprint.of(LABELS), LABELS, 78);
    store.deleteEndedOutput("f/g/gone", Fingerprint.of(LABELS));
    store.putTextInForce("f/g/r", "one");
    store.putTextInForce("f/g/a", "two");
    store.deleteTextInForce("f/g/a");
    store.putCorrection("f/g", new PendingCorrections("v", 1, 2, 3));
    store.putCorrection("f/h", new PendingCorrections("v", 1, 2, 3));
    store.deleteCorrection("f/h");
    store.putEvaluatedUntil(123);

    List<String> restored = new ArrayList<>();
    store.restore(
        new RuleStore.Restorer() {
          @Override
          public void coverage(String selector, long fromMs, long retentionMs) {
            restored.add("coverage " + selector + " " + fromMs + " " + retentionMs);
          }

          @Override
          public void output(String ruleKey, Labels labels) {
            restored.add("output " + ruleKey + " " + labels);
          }

          @Override
          public void alert(String ruleKey, AlertRecord record) {
            restored.add("alert " + ruleKey + " " + record.getValue());
          }

          @Override
          public void endedOutput(String ruleKey, Labels labels, long endedAtMs) {
            restored.add("ended " + ruleKey + " " + labels + " " + endedAtMs);
          }

          @Override
          public void textInForce(String ruleKey, String text) {
            restored.add("text " + ruleKey + " " + text);
          }

          @Override
          public void correction(String groupKey, PendingCorrections pending) {
            restored.add("correction " + groupKey + " " + pending);
          }

          @Override
          public void evaluatedUntil(long timestampMs) {
            restored.add("until " + timestampMs);
          }
        });
    assertThat(restored)
        .containsExactly(
            "output f/g/r up",
            "ended f/g/r up 77",
            "alert f/g/a 4.0",
            "text f/g/r one",
            "coverage up 5 60000",
            "correction f/g " + new PendingCorrections("v", 1, 2, 3),
            "until 123");
  }

  @Test
  void takeWaiting_refusesWhatIsNotThere() {
    store.putWaiting(1, new byte[] {5});

    assertThat(store.takeWaiting(1)).containsExactly(5);
    assertThatThrownBy(() -> store.takeWaiting(1))
        .isInstanceOf(CorruptStateException.class)
        .hasMessageContaining("record 1");
  }
}

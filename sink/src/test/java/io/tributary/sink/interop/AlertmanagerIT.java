package io.tributary.sink.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.schemas.proto.alert.AlertProgress;
import io.tributary.schemas.proto.alert.AlertRecord;
import io.tributary.schemas.proto.alert.AlertState;
import io.tributary.schemas.proto.alert.RuleIdentity;
import io.tributary.schemas.topic.AlertTopic;
import io.tributary.schemas.topic.Topic;
import io.tributary.sink.Sink;
import io.tributary.sink.SinkConfig;
import io.tributary.sink.notify.Alertmanager;
import io.tributary.sink.notify.NotifierConfig;
import io.tributary.sink.testing.Await;
import io.tributary.testkit.KafkaFixture;
import io.tributary.testkit.Peer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An alert through a real broker to a real Alertmanager, from firing to resolved. */
class AlertmanagerIT {
  @TempDir Path directory;

  private static void send(
      KafkaProducer<byte[], byte[]> producer, String type, byte[] key, byte[] value)
      throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topic.ALERTS.topicName(), key, value);
    record.headers().add(AlertTopic.TYPE, type.getBytes(UTF_8));
    record.headers().add(AlertTopic.TASK, "0_0".getBytes(UTF_8));
    producer.send(record).get();
  }

  private static void progress(KafkaProducer<byte[], byte[]> producer, Instant until)
      throws Exception {
    byte[] value =
        AlertProgress.newBuilder().setEvaluatedUntilMs(until.toEpochMilli()).build().toByteArray();
    send(producer, AlertTopic.PROGRESS, AlertTopic.progressKey("0_0"), value);
  }

  private Peer alertmanager() throws Exception {
    Files.writeString(
        directory.resolve("am.yml"), "route: {receiver: none}\nreceivers: [{name: none}]\n");
    return Peer.start(
        directory,
        "prometheus-alertmanager",
        "/-/ready",
        "--config.file=am.yml",
        "--storage.path=am-data",
        "--cluster.listen-address=",
        "--web.listen-address=127.0.0.1:{port}");
  }

  private static JsonNode alerts(Peer alertmanager) {
    try {
      return new ObjectMapper().readTree(alertmanager.get("/api/v2/alerts"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void alert_firesAndResolves() throws Exception {
    Instant firedAt = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
    AlertRecord firing =
        AlertRecord.newBuilder()
            .setRule(RuleIdentity.newBuilder().setAlert("HighLoad").setExpr("load > 1"))
            .setState(AlertState.ALERT_STATE_FIRING)
            .putLabels("alertname", "HighLoad")
            .putLabels("cluster", "eu")
            .putAnnotations("summary", "Load is high")
            .setFiredAtMs(firedAt.toEpochMilli())
            .setIntervalMs(5000)
            .build();
    byte[] key = "rules.yml/g/HighLoad{cluster=\"eu\"}".getBytes(UTF_8);
    try (KafkaFixture kafka = KafkaFixture.start(directory.resolve("kafka"));
        Peer alertmanager = alertmanager()) {
      kafka.createTopics(2);
      NotifierConfig notifier =
          NotifierConfig.defaults().withAlertmanagers(List.of(Alertmanager.at(alertmanager.url())));
      SinkConfig config = new SinkConfig(kafka.clientProperties(), List.of(), notifier);
      try (var producer =
              new KafkaProducer<>(
                  kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer());
          Sink sink = Sink.start(config, new PrometheusRegistry(), InstantSource.system())) {
        send(producer, AlertTopic.ALERT, key, firing.toByteArray());
        progress(producer, Instant.now());
        Await.until("it fires", () -> alerts(alertmanager).size() == 1);
        JsonNode alert = alerts(alertmanager).get(0);
        assertThat(alert.get("labels").get("alertname").asText()).isEqualTo("HighLoad");
        assertThat(alert.get("labels").get("cluster").asText()).isEqualTo("eu");
        assertThat(alert.get("annotations").get("summary").asText()).isEqualTo("Load is high");
        assertThat(Instant.parse(alert.get("startsAt").asText())).isEqualTo(firedAt);
        assertThat(Instant.parse(alert.get("endsAt").asText()))
            .isBetween(Instant.now().plusSeconds(200), Instant.now().plusSeconds(240));
        assertThat(alert.get("generatorURL").asText())
            .isEqualTo("http://localhost:9090/graph?g0.expr=load+%3E+1&g0.tab=1");

        AlertRecord resolved =
            firing.toBuilder()
                .setState(AlertState.ALERT_STATE_RESOLVED)
                .setResolvedAtMs(Instant.now().toEpochMilli())
                .build();
        send(producer, AlertTopic.ALERT, key, resolved.toByteArray());
        progress(producer, Instant.now());
        Await.until("it resolves", () -> alerts(alertmanager).isEmpty());
        assertThat(sink.ready()).isTrue();
      }
    }
  }
}

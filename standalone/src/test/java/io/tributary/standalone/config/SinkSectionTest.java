package io.tributary.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.schemas.topic.Topic;
import io.tributary.sink.SinkConfig;
import io.tributary.sink.http.Credentials;
import io.tributary.sink.notify.NotifierConfig;
import io.tributary.sink.relabel.RelabelAction;
import io.tributary.sink.remotewrite.Destination;
import io.tributary.sink.remotewrite.Protocol;
import io.tributary.sink.remotewrite.Tenant;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SinkSectionTest {
  private static final URI EXTERNAL = URI.create("http://hub:9090");

  private static SinkConfig read(String yaml) {
    Section top = new Section(ConfigFile.parse(Path.of("t.yml"), yaml), "");
    KafkaConfig kafka = new KafkaConfig("k:1", Map.of(), 4, (short) 1);
    SinkConfig config = SinkSection.read(top, kafka, EXTERNAL);
    top.done();
    return config;
  }

  private static void refused(String yaml, String... parts) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void url_isAllThatADestinationNeeds() {
    Destination destination =
        read("remote_write: [{url: http://hub:9090/api/v1/write}]").destinations().getFirst();
    assertThat(destination).isEqualTo(Destination.at("http://hub:9090/api/v1/write"));
  }

  @Test
  void everyKeyOfADestination_isRead() {
    Destination destination =
        read("""
        remote_write:
          - url: https://mimir/api/v1/push
            name: mimir
            protocol: v1
            send: [recorded]
            tenant: {from_cluster: true, across_clusters: all}
            headers: {X-Team: obs}
            basic_auth: {username: u, password: p}
            remote_timeout: 5s
            min_backoff: 1s
            max_backoff: 10s
            queue_config:
              lanes: 2
              max_samples_per_send: 100
              max_bytes_per_send: 1MiB
              batch_send_deadline: 1s
              max_in_flight: 8MiB
            write_relabel_configs:
              - {source_labels: [cluster], regex: eu-.*, action: keep}
        """)
            .destinations()
            .getFirst();
    assertThat(destination.name()).isEqualTo("mimir");
    assertThat(destination.protocol()).isEqualTo(Protocol.V1);
    assertThat(destination.topics()).isEqualTo(Set.of(Topic.RECORDED));
    assertThat(destination.tenant()).isEqualTo(new Tenant.FromCluster("all"));
    assertThat(destination.access().credentials()).isInstanceOf(Credentials.Basic.class);
    assertThat(destination.access().headers()).containsEntry("X-Team", "obs");
    assertThat(destination.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(destination.batching().lanes()).isEqualTo(2);
    assertThat(destination.keep().getFirst().action()).isEqualTo(RelabelAction.KEEP);
  }

  @Test
  void notifier_isRead() {
    NotifierConfig notifier =
        read("""
        alertmanagers:
          - url: http://alerts:9093/prefix
            authorization: {credentials: token}
        external_labels: {region: eu}
        notifier: {resend_delay: 30s, max_batch: 10}
        alert_relabel_configs:
          - {regex: replica, action: labeldrop}
        """)
            .notifier();
    assertThat(notifier.alertmanagers().getFirst().access().credentials())
        .isInstanceOf(Credentials.Bearer.class);
    assertThat(notifier.externalLabels().getOrEmpty("region")).isEqualTo("eu");
    assertThat(notifier.externalUrl()).isEqualTo(EXTERNAL);
    assertThat(notifier.resendDelay()).isEqualTo(Duration.ofSeconds(30));
    assertThat(notifier.maxBatch()).isEqualTo(10);
    assertThat(notifier.alertRelabeling().getFirst().action()).isEqualTo(RelabelAction.LABEL_DROP);
  }

  @Test
  void mistakes_areNamed() {
    refused("remote_write: [{ulr: http://h/}]", "t.yml:1", "did you mean \"url\"?");
    refused("remote_write: [{send: [samples]}]", "remote_write.url", "a URL");
    refused("remote_write:\n - url: http://h/w\n   sned: [x]", "t.yml:3", "did you mean \"send\"?");
    refused(
        "remote_write:\n - {url: 'http://h/w', send: [all]}",
        "t.yml:2",
        "recorded and corrections");
    refused("remote_write: [{url: 'http://h/w', tenant: {name: a, from_cluster: true}}]", "either");
    refused(
        "remote_write: [{url: 'http://h/w', basic_auth: {username: u}}]",
        "either \"password\" or \"password_file\"");
    refused("remote_write: [{url: 'http://h/w', tls_config: {cert_file: c}}]", "key_file");
    refused("remote_write: [{url: 'http://h/w'}, {url: 'http://h/w'}]", "two destinations", "h-w");
    refused(
        "alert_relabel_configs: [{action: labledrop}]",
        "unknown action",
        "did you mean \"labeldrop\"?");
    refused("alert_relabel_configs: [{regex: '('}]", "regex");
  }
}

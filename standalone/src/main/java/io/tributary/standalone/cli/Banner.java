package io.tributary.standalone.cli;

import io.tributary.standalone.config.TributaryConfig;
import io.tributary.standalone.run.TributaryProcess;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** What a person wants to know right after the start. */
final class Banner {
  private Banner() {}

  static String text(TributaryProcess process) {
    TributaryConfig config = process.config();
    String http = "http://localhost:" + process.httpPort();
    return """

      Tributary %s is up.

        agents write to    %s/api/v1/write
        queries, Grafana   %s
        status page        %s/
        Kafka              %s
        data               %s

        rules              %s
        alerts go to       %s
        series go on to    %s

      Ctrl-C stops it; what it has acknowledged stays.

    """
        .formatted(
            Version.text(),
            http,
            config.hub().enabled() ? http : "not here: hub.enabled is false",
            http,
            process.bootstrapServers(),
            config.data().toAbsolutePath().normalize(),
            list(config.rules().rules(), "none: give files or folders with --rules PATH"),
            list(
                config.sink().notifier().alertmanagers().stream()
                    .map(a -> withoutPassword(a.url()))
                    .toList(),
                "nobody: give an Alertmanager with --alertmanager URL"),
            list(
                config.sink().destinations().stream().map(d -> withoutPassword(d.url())).toList(),
                "nowhere else: --remote-write URL adds a receiver"));
  }

  private static String list(List<?> what, String none) {
    return what.isEmpty()
        ? none
        : what.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String withoutPassword(URI url) {
    String user = url.getRawUserInfo();
    return user == null ? url.toString() : url.toString().replace(user + "@", "");
  }
}

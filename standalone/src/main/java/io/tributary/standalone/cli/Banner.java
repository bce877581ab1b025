package io.tributary.standalone.cli;

import io.tributary.standalone.run.TributaryProcess;

/** What a person wants to know right after the start. */
final class Banner {
  private Banner() {}

  static String text(TributaryProcess process) {
    String http = "http://localhost:" + process.httpPort();
    return """

      Tributary %s is up.

        agents write to    %s/api/v1/write
        status page        %s/
        metrics            %s/metrics
        Kafka              %s

      Ctrl-C stops it; what it has acknowledged stays.

    """
        .formatted(Version.text(), http, http, http, process.bootstrapServers());
  }
}

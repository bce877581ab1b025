package io.tributary.hub.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/** {@code status/*}, but for the cardinality page. */
final class StatusEndpoints {
  private final ProcessInfo process;
  private final Supplier<ReplayProgress> progress;
  private final InstantSource clock;

  StatusEndpoints(ProcessInfo process, Supplier<ReplayProgress> progress, InstantSource clock) {
    this.process = process;
    this.progress = progress;
    this.clock = clock;
  }

  Answer config(Params params) {
    return Answer.of(json -> texts(json, Map.of("yaml", process.configYaml())));
  }

  Answer flags(Params params) {
    return Answer.of(json -> texts(json, process.flags()));
  }

  private static void texts(JsonGenerator json, Map<String, String> texts) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }

  Answer buildInfo(Params params) {
    return Answer.of(
        json -> {
          json.writeStartObject();
          // Clients decide by this version what they may ask of a Prometheus.
          json.writeStringField("version", "3.5.0");
          json.writeStringField("revision", "tributary-" + process.version());
          json.writeStringField("branch", "");
          json.writeStringField("buildUser", "");
          json.writeStringField("buildDate", "");
          json.writeStringField("goVersion", "java" + Runtime.version());
          json.writeEndObject();
        });
  }

  Answer runtimeInfo(Params params) {
    return Answer.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("startTime", process.started().toString());
          json.writeStringField("CWD", Path.of("").toAbsolutePath().toString());
          json.writeStringField("hostname", hostname());
          json.writeStringField("serverTime", clock.instant().toString());
          json.writeBooleanField("reloadConfigSuccess", true);
          json.writeStringField("lastConfigTime", process.started().toString());
          json.writeNumberField("corruptionCount", 0);
          json.writeNumberField("goroutineCount", Thread.activeCount());
          json.writeNumberField("GOMAXPROCS", Runtime.getRuntime().availableProcessors());
          json.writeNumberField("GOMEMLIMIT", Runtime.getRuntime().maxMemory());
          json.writeStringField("GOGC", "");
          json.writeStringField("GODEBUG", "");
          json.writeStringField("storageRetention", process.retention());
          json.writeEndObject();
        });
  }

  private static String hostname() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }

  /** Here the log is Kafka's, and its records stand for what are segments of a file there. */
  Answer walReplay(Params params) {
    ReplayProgress now = progress.get();
    return Answer.of(
        json -> {
          json.writeStartObject();
          json.writeNumberField("min", 0);
          json.writeNumberField("max", now.total());
          json.writeNumberField("current", now.done());
          json.writeEndObject();
        });
  }
}

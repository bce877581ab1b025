package io.tributary.sink.notify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.schemas.labels.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/**
 * The body of {@code POST /api/v2/alerts}: Alertmanager's OpenAPI type {@code postableAlerts}, with
 * times as Prometheus writes them.
 */
final class NotificationJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private NotificationJson() {}

  static byte[] of(List<Notification> batch) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512 * batch.size());
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartArray();
      for (Notification notification : batch) {
        write(notification, json);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }

  private static void write(Notification notification, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("labels");
    Labels labels = notification.labels();
    for (int i = 0; i < labels.size(); i++) {
      json.writeStringField(labels.name(i), labels.value(i));
    }
    json.writeEndObject();
    json.writeObjectFieldStart("annotations");
    for (Map.Entry<String, String> annotation : notification.annotations().entrySet()) {
      json.writeStringField(annotation.getKey(), annotation.getValue());
    }
    json.writeEndObject();
    json.writeStringField("startsAt", time(notification.startsAtMs()));
    json.writeStringField("endsAt", time(notification.endsAtMs()));
    json.writeStringField("generatorURL", notification.generatorUrl());
    json.writeEndObject();
  }

  private static String time(long epochMs) {
    return RFC_3339.format(Instant.ofEpochMilli(epochMs));
  }
}

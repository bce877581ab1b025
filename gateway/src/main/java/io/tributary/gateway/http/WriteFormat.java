package io.tributary.gateway.http;

import io.tributary.gateway.ingest.WriteMessage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which message a {@code Content-Type} names. Media types, parameter names and quoting are read as
 * HTTP has them (RFC 9110, 8.3.1), so that a blank or another letter case does not turn one version
 * into the other.
 */
final class WriteFormat {
  private static final String PROTOBUF = "application/x-protobuf";

  private WriteFormat() {}

  /** The message, or null where the type is not one of remote write. */
  static @Nullable WriteMessage of(@Nullable String contentType) {
    if (contentType == null || contentType.isBlank()) {
      return WriteMessage.V1;
    }
    String[] parts = contentType.split(";", -1);
    if (!parts[0].strip().toLowerCase(Locale.ROOT).equals(PROTOBUF)) {
      return null;
    }
    WriteMessage message = WriteMessage.V1;
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 0) {
        return null;
      }
      if (parts[i].substring(0, equals).strip().toLowerCase(Locale.ROOT).equals("proto")) {
        WriteMessage named = byProto(unquoted(parts[i].substring(equals + 1).strip()));
        if (named == null) {
          return null;
        }
        message = named;
      }
    }
    return message;
  }

  private static @Nullable WriteMessage byProto(String name) {
    for (WriteMessage message : WriteMessage.values()) {
      if (message.proto().equalsIgnoreCase(name)) {
        return message;
      }
    }
    return null;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}

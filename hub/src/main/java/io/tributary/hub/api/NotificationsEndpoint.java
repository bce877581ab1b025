package io.tributary.hub.api;

import java.util.function.Supplier;

/** {@code notifications}: what whoever looks at the web page should know now. */
final class NotificationsEndpoint implements Endpoint {
  private final Supplier<String> whyNot;

  NotificationsEndpoint(Supplier<String> whyNot) {
    this.whyNot = whyNot;
  }

  @Override
  public Answer answer(Params params) {
    String reason = whyNot.get();
    return Answer.of(
        json -> {
          json.writeStartArray();
          if (!reason.isEmpty()) {
            json.writeStartObject();
            json.writeStringField("text", reason);
            json.writeBooleanField("active", true);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}

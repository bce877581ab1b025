package io.tributary.hub.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request that succeeded.
 *
 * @param data writes the {@code data} field's value while the answer is sent, so that a large one
 *     is never in memory as text; null where there is nothing to tell
 */
record Answer(@Nullable Body data, List<String> warnings, List<String> infos) {
  /** Writes one JSON value. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** Done, and there is nothing to tell. */
  static final Answer NO_CONTENT = new Answer(null, List.of(), List.of());

  static final String TRUNCATED = "results truncated due to limit";

  static Answer of(Body data) {
    return new Answer(data, List.of(), List.of());
  }

  /** An array of texts, of which at most {@code limit} are given (0: all). */
  static Answer ofTexts(Collection<String> texts, int limit) {
    boolean truncated = limit > 0 && texts.size() > limit;
    List<String> given = texts.stream().limit(truncated ? limit : texts.size()).toList();
    return new Answer(
        json -> {
          json.writeStartArray();
          for (String text : given) {
            json.writeString(text);
          }
          json.writeEndArray();
        },
        truncated ? List.of(TRUNCATED) : List.of(),
        List.of());
  }
}

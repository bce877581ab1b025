package io.tributary.sink.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a receiver wants to see in the {@code Authorization} header. */
public sealed interface Credentials {
  /** Nothing. */
  record None() implements Credentials {}

  /** RFC 7617. */
  record Basic(String username, Secret password) implements Credentials {}

  /** RFC 6750. */
  record Bearer(Secret token) implements Credentials {}

  /**
   * The header's value, or null for none; files are read anew each time.
   *
   * @throws IOException where a file cannot be read
   */
  default @Nullable String authorization() throws IOException {
    return switch (this) {
      case None() -> null;
      case Basic(String username, Secret password) ->
          "Basic "
              + Base64.getEncoder()
                  .encodeToString((username + ":" + password.read()).getBytes(UTF_8));
      case Bearer(Secret token) -> "Bearer " + token.read();
    };
  }
}

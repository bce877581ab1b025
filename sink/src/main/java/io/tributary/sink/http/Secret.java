package io.tributary.sink.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A password or token, given as text or as a file that may be rotated while we run. */
public sealed interface Secret {
  /** The secret itself. */
  record Text(String value) implements Secret {
    /** Hidden: configurations are printed. */
    @Override
    public String toString() {
      return "<secret>";
    }
  }

  /** A file that holds the secret; white space around it is ignored. */
  record InFile(Path path) implements Secret {}

  /**
   * The secret as of now.
   *
   * @throws IOException where the file cannot be read
   */
  default String read() throws IOException {
    return switch (this) {
      case Text(String value) -> value;
      case InFile(Path path) -> Files.readString(path).strip();
    };
  }
}

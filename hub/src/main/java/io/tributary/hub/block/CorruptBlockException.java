package io.tributary.hub.block;

import java.io.IOException;
import java.nio.file.Path;

/** A block's file is not what the format says. Names the file and the place in it. */
public final class CorruptBlockException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Path file;

  /** With the file and what is wrong with it. */
  public CorruptBlockException(Path file, String problem) {
    super(file + ": " + problem);
    this.file = file;
  }

  /** With the file, what is wrong with it, and what found it. */
  public CorruptBlockException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
    this.file = file;
  }

  /** The file, or the block's folder. */
  public Path file() {
    return file;
  }
}

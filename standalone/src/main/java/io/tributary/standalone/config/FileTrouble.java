package io.tributary.standalone.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * Says what is wrong with a file in words, where the JDK says it with the class of an exception.
 */
public final class FileTrouble {
  private FileTrouble() {}

  /** The file and the reason, for instance {@code rules.yml: there is no such file}. */
  public static String of(IOException e) {
    return e instanceof FileSystemException known && known.getFile() != null
        ? known.getFile() + ": " + reason(e)
        : reason(e);
  }

  /** The reason alone, for a message that names the file already. */
  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ ->
          "the user \"%s\" has no right to it".formatted(System.getProperty("user.name"));
      case FileAlreadyExistsException _ -> "it is a file, not a folder";
      case NotDirectoryException _ -> "it is a file, not a folder";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}

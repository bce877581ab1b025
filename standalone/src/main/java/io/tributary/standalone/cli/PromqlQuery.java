package io.tributary.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.promql.syntax.Expr;
import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.Parser;
import io.tributary.promql.syntax.ParserOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The query of a verb's command line: itself, in a file, or on standard input. */
final class PromqlQuery {
  @Parameters(
      paramLabel = "QUERY",
      description = "A query, a file that holds one, or - for standard input.")
  private String argument = "";

  /** The text of the query. */
  String text() {
    try {
      if (argument.equals("-")) {
        return new String(System.in.readAllBytes(), UTF_8).strip();
      }
      return isFile() ? Files.readString(Path.of(argument)).strip() : argument;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isFile() {
    try {
      return Files.isRegularFile(Path.of(argument));
    } catch (InvalidPathException e) {
      return false; // as many queries are not
    }
  }

  /** The query, in the whole language; where it is none a {@link UsageException} says why. */
  static Expr parse(String text) {
    try {
      return new Parser(ParserOptions.everything()).parse(text);
    } catch (ParseException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}

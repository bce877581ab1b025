package io.tributary.standalone.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A peer, or a part of ours, in a process of its own, with its output in a file. */
public final class ChildProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);

  private final String name;
  private final List<String> command;
  private final Path log;
  private final URI readyUrl;
  private Process process;

  private ChildProcess(String name, List<String> command, Path log, URI readyUrl, Process process) {
    this.name = name;
    this.command = command;
    this.log = log;
    this.readyUrl = readyUrl;
    this.process = process;
  }

  /** Starts it; does not wait for it. {@code readyUrl} answers 200 once it is ready. */
  public static ChildProcess start(
      String name, Path directory, URI readyUrl, List<String> command) {
    Path log = directory.resolve(name + ".log");
    return new ChildProcess(name, command, log, readyUrl, launch(command, log));
  }

  /** Our own program. */
  public static ChildProcess tributary(
      String name, Path directory, URI readyUrl, List<String> arguments) {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-jar",
                    Peers.tributary().toString()),
                arguments.stream())
            .toList();
    return start(name, directory, readyUrl, command);
  }

  private static Process launch(List<String> command, Path log) {
    try {
      Files.createDirectories(log.getParent());
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when it is ready; fails with the end of its output where it is not. */
  public ChildProcess awaitReady() {
    Eventually.holds(
        name + " is ready",
        START,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError(name + " ended: " + lastOutput());
          }
          return Http.status(readyUrl) == 200;
        });
    return this;
  }

  /** SIGKILL: no hook runs, nothing is flushed. */
  public void kill() {
    process.destroyForcibly();
    await(Duration.ofSeconds(20));
  }

  /** SIGTERM, and waits for the end. */
  public void stop() {
    process.destroy();
    if (!await(Duration.ofSeconds(60))) {
      process.destroyForcibly();
      throw new AssertionError(name + " did not stop in 60 s: " + lastOutput());
    }
  }

  /** Starts it again, with the same command. */
  public void restart() {
    process = launch(command, log);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public String lastOutput() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return "no output: " + e;
    }
  }

  private boolean await(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    await(Duration.ofSeconds(20));
  }
}

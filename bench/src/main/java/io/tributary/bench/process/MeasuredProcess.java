package io.tributary.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process, and what the kernel says that it used. Linux only. */
final class MeasuredProcess implements AutoCloseable {
  /** The kernel's USER_HZ, which is 100 on every Linux that this runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private final String name;
  private final Process process;
  private final Path log;

  private MeasuredProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** Starts the command, which must not fork; its output goes to {@code NAME.log} in the folder. */
  static MeasuredProcess start(String name, Path folder, List<String> command) throws IOException {
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TRIBUTARY_NO_BUILD", "1");
    return new MeasuredProcess(
        name, builder.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
  }

  String name() {
    return name;
  }

  /** User and system time of all threads so far; see proc_pid_stat(5), fields 14 and 15. */
  double cpuSeconds() {
    String stat = read("stat");
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(afterName[11]) + Long.parseLong(afterName[12])) / TICKS_PER_SECOND;
  }

  /** Resident memory now. */
  long residentMb() {
    return statusMb("VmRSS");
  }

  /** The most resident memory so far. */
  long peakMb() {
    return statusMb("VmHWM");
  }

  private long statusMb(String field) {
    return read("status")
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
        .findFirst()
        .orElseThrow();
  }

  private String read(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " has ended; its output is in " + log, e);
    }
  }

  void mustRun() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "%s ended with %d; its output is in %s".formatted(name, process.exitValue(), log));
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

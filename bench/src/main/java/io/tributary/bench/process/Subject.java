package io.tributary.bench.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A system under measurement, running.
 *
 * @param name for the table
 * @param counted the processes whose cost is its cost
 * @param beside processes that it needs, reported on a line of their own
 * @param write where it takes remote write
 */
record Subject(String name, List<MeasuredProcess> counted, List<MeasuredProcess> beside, URI write)
    implements AutoCloseable {
  private static final Duration STARTUP = Duration.ofMinutes(2);

  Subject(String name, MeasuredProcess process, URI write) {
    this(name, List.of(process), List.of(), write);
  }

  double cpuSeconds() {
    return counted.stream().mapToDouble(MeasuredProcess::cpuSeconds).sum();
  }

  void mustRun() {
    counted.forEach(MeasuredProcess::mustRun);
  }

  long residentMb() {
    return counted.stream().mapToLong(MeasuredProcess::residentMb).sum();
  }

  long peakMb() {
    return counted.stream().mapToLong(MeasuredProcess::peakMb).sum();
  }

  @Override
  public void close() {
    counted.reversed().forEach(MeasuredProcess::close);
    beside.reversed().forEach(MeasuredProcess::close);
  }

  /** Returns when the process answers 200 there. */
  static void awaitReady(MeasuredProcess process, URI health)
      throws IOException, InterruptedException {
    long deadlineNs = System.nanoTime() + STARTUP.toNanos();
    while (!answers(health)) {
      process.mustRun();
      if (System.nanoTime() > deadlineNs) {
        throw new IOException(health + " does not answer 200 within " + STARTUP);
      }
      Thread.sleep(Duration.ofMillis(200));
    }
  }

  private static boolean answers(URI health) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
    connection.setConnectTimeout(1_000);
    connection.setReadTimeout(5_000);
    try {
      return connection.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A port of the loopback interface that was free just now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

package io.tributary.standalone.interop;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** The agents of several clusters; half of them speak 1.0. */
final class Load implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final List<LoadAgent> agents;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private List<Future<?>> running = List.of();

  Load(URI write, int clusters, int series) {
    agents =
        IntStream.range(0, clusters)
            .mapToObj(i -> new LoadAgent(write, "cluster-" + i, i % 2 == 0, series))
            .toList();
  }

  void start() {
    running = agents.stream().<Future<?>>map(threads::submit).toList();
  }

  /** Sets the alarm's series in every cluster. */
  void set(String alarm, double value) {
    agents.forEach(agent -> agent.set(alarm, value));
  }

  /** Returns once every cluster has had a scrape acknowledged that was taken from now on. */
  void awaitAcknowledgement() {
    long nowMs = System.currentTimeMillis();
    Eventually.holds(
        "a scrape of each cluster is acknowledged",
        LIMIT,
        () -> agents.stream().allMatch(agent -> agent.acknowledgedMs() > nowMs || failed(agent)));
    mustRun();
  }

  private boolean failed(LoadAgent agent) {
    return running.get(agents.indexOf(agent)).isDone();
  }

  private void mustRun() {
    for (Future<?> each : running) {
      if (each.isDone()) {
        join(each);
      }
    }
  }

  /** Ends the load; everything that was sent is acknowledged then. */
  void stop() {
    agents.forEach(LoadAgent::stop);
    running.forEach(Load::join);
  }

  private static void join(Future<?> agent) {
    try {
      agent.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("an agent failed: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  SampleBook acknowledged() {
    SampleBook all = new SampleBook();
    agents.forEach(agent -> all.addAll(agent.acknowledged()));
    return all;
  }

  SampleBook sent() {
    SampleBook all = new SampleBook();
    agents.forEach(agent -> all.addAll(agent.sent()));
    return all;
  }

  int clusters() {
    return agents.size();
  }

  @Override
  public void close() {
    agents.forEach(LoadAgent::stop);
    threads.shutdownNow();
  }
}

package io.tributary.standalone.cli;

import io.tributary.standalone.broker.BrokerException;
import io.tributary.standalone.config.ConfigException;
import io.tributary.standalone.config.ConfigSource;
import io.tributary.standalone.config.TributaryConfig;
import io.tributary.standalone.run.Role;
import io.tributary.standalone.run.TributaryProcess;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a process, and keeps it until SIGTERM or Ctrl-C. */
final class Running {
  private static final Logger log = LoggerFactory.getLogger(Running.class);

  private Running() {}

  /** Starts the roles; a mistake of the user's becomes a {@link UsageException}. */
  static TributaryProcess start(ConfigSource source, Set<Role> roles) {
    try {
      return TributaryProcess.start(TributaryConfig.read(source), roles);
    } catch (ConfigException | BrokerException | IllegalStateException | KafkaException e) {
      log.debug("The start failed", e);
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Runs one part against an external Kafka until it is told to end. */
  static int part(Role role, PartOptions options, PrintWriter out) {
    TributaryProcess process = start(options.source(), Set.of(role));
    out.printf(
        "Tributary's %s is up: http://localhost:%d/, Kafka at %s%n",
        role.name().toLowerCase(Locale.ROOT), process.httpPort(), process.bootstrapServers());
    out.flush();
    untilStopped(process::close);
    return ExitCode.OK;
  }

  /** Returns when the process has been told to end and its parts are closed. */
  static void untilStopped(Runnable close) {
    CountDownLatch stopped = new CountDownLatch(1);
    // The JVM ends when its hooks have: the hook is where the parts are stopped.
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(
                    () -> {
                      close.run();
                      stopped.countDown();
                    }));
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

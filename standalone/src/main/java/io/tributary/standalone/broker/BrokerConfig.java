package io.tributary.standalone.broker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/**
 * How the embedded broker runs.
 *
 * @param directory where its logs lie; formatted at the first start
 * @param host the address that it listens on; {@code 0.0.0.0} for all
 * @param port the port; 0 lets the system choose one
 * @param advertisedHost the name under which clients reach it; empty for {@code host}, or for this
 *     machine's name where that stands for all addresses
 * @param flush when an acknowledged record is on the disk
 */
public record BrokerConfig(
    Path directory, String host, int port, String advertisedHost, Flush flush) {
  /** When an acknowledged record is on the disk. */
  public enum Flush {
    /**
     * When the operating system writes it, seconds later. It survives the end of the process,
     * SIGKILL included, but not that of the machine's power.
     */
    OS,
    /** Before it is acknowledged. Survives power loss; each request waits for the disk. */
    ALWAYS
  }

  /** A broker on loopback only. */
  public static BrokerConfig defaults(Path directory) {
    return new BrokerConfig(directory, "127.0.0.1", 9092, "", Flush.OS);
  }

  /** The same, on another port. */
  public BrokerConfig withPort(int newPort) {
    return new BrokerConfig(directory, host, newPort, advertisedHost, flush);
  }

  /** The name that clients are told. */
  String effectiveAdvertisedHost() {
    if (!advertisedHost.isEmpty()) {
      return advertisedHost;
    }
    if (!host.equals("0.0.0.0") && !host.equals("::")) {
      return host;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      throw new BrokerException(
          "this machine's own name does not resolve ("
              + e.getMessage()
              + "): set kafka.advertised to a name that clients can reach",
          e);
    }
  }
}

package io.tributary.standalone.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the peers' binaries are. A missing one fails the test that needs it. */
public final class Peers {
  private Peers() {}

  public static Path prometheus() {
    return binary("prometheus");
  }

  public static Path promtool() {
    return binary("promtool");
  }

  public static Path nodeExporter() {
    return binary("prometheus-node-exporter");
  }

  public static Path alertmanager() {
    return binary("prometheus-alertmanager");
  }

  /** The program under test, as it is shipped. */
  public static Path tributary() {
    Path jar = Path.of(System.getProperty("tributary.jar", "target/tributary.jar"));
    if (!Files.isRegularFile(jar)) {
      throw new AssertionError(jar + " is not there: run mvn package before");
    }
    return jar.toAbsolutePath();
  }

  private static Path binary(String name) {
    Path file = Path.of(System.getProperty("peers.dir", "/usr/bin"), name);
    if (!Files.isExecutable(file)) {
      throw new AssertionError(
          file + " is not there: name the peers' folder with -Dpeers.dir=DIR, or install " + name);
    }
    return file;
  }

  /** A port that was free a moment ago, for programs that cannot be asked which one they got. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError("no free port", e);
    }
  }
}

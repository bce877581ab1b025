package io.tributary.hub.api;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.xnio.XnioIoThread;

/**
 * Finds out which clients have gone away while their answers are worked out, as Go's server does: a
 * connection that its client has closed reads as ended. Undertow reads nothing of a connection
 * while it is busy with a request of it, so this looks now and then; requests that are answered in
 * less time are not looked at.
 *
 * <p>Threading: any thread; a connection is read by one at a time, and by none after its watch is
 * closed.
 */
final class ClientWatch {
  private static final int EVERY_MS = 200;

  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean ticking = new AtomicBoolean();

  /** Works out what is to be answered to a client that may go away meanwhile. */
  <T> T whileWaiting(HttpServerExchange exchange, Function<Client, T> work) {
    Client client = new Client();
    Watched one = new Watched(exchange, client);
    watched.add(one);
    tickAgain(exchange.getIoThread());
    try {
      return work.apply(client);
    } finally {
      one.close();
    }
  }

  private void tickAgain(XnioIoThread thread) {
    if (!watched.isEmpty() && ticking.compareAndSet(false, true)) {
      thread.executeAfter(() -> tick(thread), EVERY_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void tick(XnioIoThread thread) {
    for (Watched one : watched) {
      one.look();
    }
    ticking.set(false);
    tickAgain(thread);
  }

  /** A client that waits for an answer. */
  private final class Watched {
    private final HttpServerExchange exchange;
    private final Client client;
    private boolean closed;

    Watched(HttpServerExchange exchange, Client client) {
      this.exchange = exchange;
      this.client = client;
    }

    synchronized void look() {
      if (closed) {
        return;
      }
      if (!(exchange.getConnection() instanceof HttpServerConnection connection)
          || connection.getExtraBytes() != null) {
        // It has sent the next request already.
        close();
        return;
      }
      PooledByteBuffer bytes = connection.getByteBufferPool().allocate();
      int read;
      try {
        read = connection.getOriginalSourceConduit().read(bytes.getBuffer());
      } catch (IOException e) {
        read = -1;
      }
      if (read > 0) {
        bytes.getBuffer().flip();
        connection.ungetRequestBytes(bytes);
        return;
      }
      bytes.close();
      if (read < 0) {
        close();
        client.leave();
      }
    }

    synchronized void close() {
      closed = true;
      watched.remove(this);
    }
  }
}

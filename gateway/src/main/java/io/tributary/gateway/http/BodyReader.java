package io.tributary.gateway.http;

import io.tributary.gateway.ingest.InFlightBytes;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads one request's body as it arrives, without a thread that waits. Its buffer grows with what
 * has really come, not with what was announced, and every byte of it is taken from the bytes in
 * flight; so a thousand slow senders hold little.
 *
 * <p>Threading: the connection's I/O thread only.
 */
final class BodyReader {
  /** What is told when the body is there, or won't be. */
  interface Receiver {
    /** The body; the receiver gives {@code taken} bytes in flight back. */
    void complete(byte[] bytes, int length, long taken);

    /** The body is larger than the limit. */
    void tooLarge();

    /** There is no room for it now. */
    void noRoom();
  }

  private static final int FIRST_BYTES = 64 << 10;
  private static final long TIMEOUT_SECONDS = 30;

  /** How much of a body that is refused is read to its end, and forgotten. */
  private static final long PASSED_OVER_BYTES = 64 << 20;

  private final HttpServerExchange exchange;
  private final InFlightBytes inFlight;
  private final int maxBytes;
  private final Receiver receiver;

  private byte[] buffer = new byte[0];
  private int length;
  private boolean done;
  private XnioExecutor.@Nullable Key timeout;

  BodyReader(HttpServerExchange exchange, InFlightBytes inFlight, int maxBytes, Receiver receiver) {
    this.exchange = exchange;
    this.inFlight = inFlight;
    this.maxBytes = maxBytes;
    this.receiver = receiver;
  }

  /** Reads what is there, and the rest when it comes. */
  void start() {
    // Past its own limit, which is 2 MiB by default, Undertow drops the connection. A sender would
    // see that rather than the answer, and would send the same again for ever.
    exchange.setMaxEntitySize(maxBytes + PASSED_OVER_BYTES);
    long announced = exchange.getRequestContentLength();
    if (announced > maxBytes) {
      end();
      receiver.tooLarge();
      return;
    }
    if (!grow(Math.clamp(announced + 1, 1, FIRST_BYTES))) {
      return;
    }
    StreamSourceChannel channel = exchange.getRequestChannel();
    if (readAll(channel)) {
      return;
    }
    timeout = exchange.getIoThread().executeAfter(this::giveUp, TIMEOUT_SECONDS, TimeUnit.SECONDS);
    channel.getReadSetter().set(this::readable);
    channel.resumeReads();
  }

  private void readable(StreamSourceChannel channel) {
    if (done) {
      return;
    }
    if (readAll(channel)) {
      channel.suspendReads();
    }
  }

  /** Whether there is nothing more to read: all read, refused or broken off. */
  private boolean readAll(StreamSourceChannel channel) {
    try {
      while (true) {
        if (length == buffer.length && !makeRoom()) {
          return true;
        }
        int read = channel.read(ByteBuffer.wrap(buffer, length, buffer.length - length));
        if (read == 0) {
          return false;
        }
        if (read < 0) {
          complete();
          return true;
        }
        length += read;
      }
    } catch (RequestTooBigException e) {
      release();
      receiver.tooLarge();
      return true;
    } catch (IOException e) {
      // The sender is gone; there is nobody to answer.
      abandon();
      return true;
    }
  }

  /**
   * Hands the body over and forgets it: the connection knows this reader until its next request.
   */
  private void complete() {
    byte[] body = buffer;
    buffer = new byte[0];
    end();
    receiver.complete(body, length, body.length);
  }

  private boolean makeRoom() {
    if (length > maxBytes) {
      release();
      receiver.tooLarge();
      return false;
    }
    long announced = exchange.getRequestContentLength();
    long wanted = Math.min(2L * length, maxBytes + 1L);
    return grow((int) (announced > 0 ? Math.min(wanted, announced + 1) : wanted));
  }

  private boolean grow(int capacity) {
    int more = Math.max(capacity, length + 1) - buffer.length;
    if (!inFlight.tryTake(more)) {
      release();
      receiver.noRoom();
      return false;
    }
    buffer = Arrays.copyOf(buffer, buffer.length + more);
    return true;
  }

  private void giveUp() {
    if (!done) {
      abandon();
    }
  }

  private void abandon() {
    release();
    IoUtils.safeClose(exchange.getConnection());
  }

  private void release() {
    end();
    inFlight.giveBack(buffer.length);
    buffer = new byte[0];
  }

  private void end() {
    done = true;
    if (timeout != null) {
      timeout.remove();
    }
  }
}

package io.tributary.hub.api;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that a worker thread writes. A small one is held until it is whole and then
 * sent by the connection's I/O thread: where a worker ends an exchange, the I/O thread that sees
 * the next request spins until it has, which on a busy machine costs more than the answer. A large
 * one goes out as it is written, and whoever writes waits for the client.
 *
 * <p>Threading: of the worker that answers; after {@link #close} it must not touch the exchange.
 */
final class ResponseBody extends OutputStream {
  private static final int SMALL_BYTES = 64 << 10;

  private final HttpServerExchange exchange;
  private byte[] buffer = new byte[1024];
  private int size;
  private @Nullable OutputStream stream;
  private boolean closed;

  ResponseBody(HttpServerExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) throws IOException {
    OutputStream out = stream;
    if (out == null && size + length > SMALL_BYTES) {
      exchange.startBlocking();
      out = exchange.getOutputStream();
      out.write(buffer, 0, size);
      stream = out;
    }
    if (out != null) {
      out.write(from, offset, length);
      return;
    }
    if (size + length > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + length));
    }
    System.arraycopy(from, offset, buffer, size, length);
    size += length;
  }

  @Override
  public void flush() throws IOException {
    if (stream != null) {
      stream.flush();
    }
  }

  /** Ends the answer. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (stream != null) {
      stream.close();
      return;
    }
    ByteBuffer whole = ByteBuffer.wrap(buffer, 0, size);
    exchange.dispatch(exchange.getIoThread(), () -> exchange.getResponseSender().send(whole));
  }
}

package io.tributary.gateway.ingest;

/**
 * A request's body as it came, snappy-compressed.
 *
 * @param message what is in it
 * @param bytes an array that starts with the body
 * @param length the body's length
 * @param agent the sender's {@code User-Agent}
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
public record WriteBody(WriteMessage message, byte[] bytes, int length, String agent) {}

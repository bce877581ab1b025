package io.tributary.hub.api;

/**
 * How far the head is rebuilt.
 *
 * @param done records of the log that were read
 * @param total records that there are to read; both 0 before that is known
 */
public record ReplayProgress(long done, long total) {}

package io.tributary.hub.block;

/**
 * Where a chunk is and what times it spans.
 *
 * @param minMs its first sample's time
 * @param maxMs its last sample's time
 * @param reference its place, as {@link ChunkSegmentLayout} says
 */
public record ChunkMeta(long minMs, long maxMs, long reference) {}

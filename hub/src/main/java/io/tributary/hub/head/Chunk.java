package io.tributary.hub.head;

import io.tributary.hub.block.Block;
import io.tributary.hub.block.ChunkEncoding;
import io.tributary.hub.block.ChunkMeta;
import java.io.IOException;

/** A chunk that takes no more samples. Immutable: its data are never written to. */
final class Chunk {
  private final long minMs;
  private final long maxMs;
  private final ChunkEncoding encoding;
  private final byte[] data;

  /** With its first and last samples' times; takes ownership of the data. */
  Chunk(long minMs, long maxMs, ChunkEncoding encoding, byte[] data) {
    this.minMs = minMs;
    this.maxMs = maxMs;
    this.encoding = encoding;
    this.data = data;
  }

  long minMs() {
    return minMs;
  }

  long maxMs() {
    return maxMs;
  }

  ChunkEncoding encoding() {
    return encoding;
  }

  byte[] data() {
    return data;
  }

  void visit(Block.ChunkVisitor visitor) throws IOException {
    visitor.visit(new ChunkMeta(minMs, maxMs, 0), encoding, data, 0, data.length);
  }
}

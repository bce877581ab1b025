package io.tributary.gateway.ingest;

import java.nio.charset.StandardCharsets;

/** A label name or value that several series share; one object for each text. */
final class Symbol extends BytesTable.Entry {
  /** The id of a symbol that the pool had no room for. */
  static final int NO_ID = -1;

  /**
   * Never given again in this process, so that a record's references can go by it; or {@link
   * #NO_ID}.
   */
  final int id;

  /** The last sweep that found it in a series; only sweeps touch it. */
  int mark;

  Symbol(byte[] utf8, long hash, int id) {
    super(utf8, hash);
    this.id = id;
  }

  @Override
  public String toString() {
    return new String(key, StandardCharsets.UTF_8);
  }
}

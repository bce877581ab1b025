package io.tributary.schemas.remotewrite;

import java.nio.charset.StandardCharsets;

/**
 * What a metric family is.
 *
 * @param family the metric's name, without {@code _bucket}, {@code _sum} or {@code _count}
 * @param type the kind
 * @param help the HELP text, or empty
 * @param unit the unit, or empty
 */
public record FamilyMetadata(String family, MetricType type, String help, String unit) {
  private static final int TYPE = 1 << 3 | ProtoCursor.VARINT;
  private static final int FAMILY = 2 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int HELP = 4 << 3 | ProtoCursor.LENGTH_DELIMITED;
  private static final int UNIT = 5 << 3 | ProtoCursor.LENGTH_DELIMITED;

  /** Reads a 1.0 {@code MetricMetadata}: 1 type, 2 family, 4 help, 5 unit. */
  static FamilyMetadata readV1(byte[] bytes, int start, int end) {
    ProtoCursor cursor = new ProtoCursor();
    cursor.reset(bytes, start, end);
    MetricType type = MetricType.UNKNOWN;
    String family = "";
    String help = "";
    String unit = "";
    while (cursor.hasMore()) {
      int tag = cursor.readTag();
      switch (tag) {
        case TYPE -> type = MetricType.of(cursor.readVarint());
        case FAMILY -> family = readText(cursor);
        case HELP -> help = readText(cursor);
        case UNIT -> unit = readText(cursor);
        default -> cursor.skip(tag);
      }
    }
    return new FamilyMetadata(family, type, help, unit);
  }

  void writeV1(ProtoWriter out) {
    if (type != MetricType.UNKNOWN) {
      out.writeVarint(TYPE);
      out.writeVarint(type.number());
    }
    out.writeField(FAMILY, family);
    if (!help.isEmpty()) {
      out.writeField(HELP, help);
    }
    if (!unit.isEmpty()) {
      out.writeField(UNIT, unit);
    }
  }

  private static String readText(ProtoCursor cursor) {
    int length = cursor.readLength();
    int start = cursor.position();
    cursor.position(start + length);
    return new String(cursor.bytes(), start, length, StandardCharsets.UTF_8);
  }
}

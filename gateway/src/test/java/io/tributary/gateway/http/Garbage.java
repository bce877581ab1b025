package io.tributary.gateway.http;

import static io.tributary.gateway.Requests.sample;
import static io.tributary.gateway.Requests.v1;
import static io.tributary.gateway.Requests.v2;
import static io.tributary.gateway.TestServer.V1;
import static io.tributary.gateway.TestServer.V2;

import io.tributary.schemas.remotewrite.SnappyBlock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * A body that nobody should send.
 *
 * @param what it is, for messages
 * @param contentType to send it as
 * @param encoding to send it as
 * @param body as sent
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Garbage(String what, String contentType, String encoding, byte[] body) {
  private static final String[] UP = {"__name__", "up", "cluster", "app"};

  /** One of each kind; those that decompress do so to this many bytes. */
  static List<Garbage> each(int decodedBytes) {
    byte[] valid = v1(sample(System.currentTimeMillis(), 1, UP));
    byte[] encoded = SnappyBlock.encode(valid);
    byte[] noise = new byte[1 << 20];
    new Random(3).nextBytes(noise);
    List<Garbage> all = new ArrayList<>();
    all.add(raw("nothing", V1, new byte[0]));
    all.add(raw("a truncated body", V1, Arrays.copyOf(encoded, encoded.length / 2)));
    all.add(raw("noise", V1, noise));
    all.add(raw("noise", V2, noise));
    all.add(raw("4 GiB declared", V1, HexFormat.of().parseHex("ffffffff0f" + "00".repeat(64))));
    all.add(raw("a bomb of zeros", V1, SnappyBlock.encode(new byte[256 << 20])));
    all.add(message("noise inside snappy", V1, noise));
    all.add(message("noise inside snappy", V2, noise));
    all.add(message("a truncated message", V1, Arrays.copyOf(valid, valid.length - 3)));
    all.add(message("2.0 as 1.0", V1, v2(System.currentTimeMillis(), 1, UP)));
    all.add(message("1.0 as 2.0", V2, valid));
    all.add(message("an endless varint", V1, HexFormat.of().parseHex("ff".repeat(20))));
    all.add(message("a group", V2, HexFormat.of().parseHex("0b".repeat(1000))));
    all.add(message("empty series", V1, repeated("0a00", decodedBytes)));
    all.add(message("empty series", V2, repeated("2a00", decodedBytes)));
    all.add(message("empty symbols", V2, repeated("2200", decodedBytes)));
    all.add(message("empty labels", V1, inSeries("0a", repeated("0a00", decodedBytes - 16))));
    all.add(message("empty samples", V1, inSeries("0a", repeated("1200", decodedBytes - 16))));
    all.add(message("empty samples", V2, inSeries("2a", repeated("1200", decodedBytes - 16))));
    all.add(message("empty exemplars", V1, inSeries("0a", repeated("1a00", decodedBytes - 16))));
    all.add(message("empty exemplars", V2, inSeries("2a", repeated("2200", decodedBytes - 16))));
    all.add(message("empty histograms", V1, inSeries("0a", repeated("2200", decodedBytes - 16))));
    all.add(message("label references", V2, inSeries("2a", repeated("0800", decodedBytes - 16))));
    all.add(message("many labels", V1, manyLabels(decodedBytes)));
    all.add(
        message("one long value", V1, v1(sample(1, 1, "__name__", "x".repeat(decodedBytes / 2)))));
    all.add(new Garbage("json", "application/json", "snappy", encoded));
    all.add(new Garbage("another message", V1 + ";proto=x.Y", "snappy", encoded));
    all.add(new Garbage("gzip", V1, "gzip", encoded));
    all.add(new Garbage("an unknown encoding", V1, "snappy, snappy", encoded));
    return all;
  }

  /** Requests that are valid and yet would fill a memory that nobody bounds. */
  static byte[] metadata(int seed, int decodedBytes) {
    return fields(
        decodedBytes,
        i ->
            field(
                "1a",
                concat(
                    field("12", ("family_" + seed + "_" + i).getBytes(StandardCharsets.UTF_8)),
                    field("22", "h".repeat(1024).getBytes(StandardCharsets.UTF_8)))));
  }

  /** Series that nobody has seen before, with long values. */
  static byte[] newSeries(int seed, int decodedBytes) {
    byte[] at = concat(HexFormat.of().parseHex("09" + "00".repeat(8) + "10"), varint(1));
    return fields(
        decodedBytes,
        i ->
            field(
                "0a",
                concat(
                    label("__name__", "metric_" + seed + "_" + i),
                    concat(
                        label("cluster", "app"),
                        concat(label("v", (seed + "_" + i).repeat(400)), field("12", at))))));
  }

  private static Garbage raw(String what, String contentType, byte[] body) {
    return new Garbage(what, contentType, "snappy", body);
  }

  private static Garbage message(String what, String contentType, byte[] message) {
    return new Garbage(what, contentType, "snappy", SnappyBlock.encode(message));
  }

  private static byte[] manyLabels(int bytes) {
    return field("0a", fields(bytes - 16, i -> label("l" + i, "v")));
  }

  private static byte[] label(String name, String value) {
    return field(
        "0a",
        concat(
            field("0a", name.getBytes(StandardCharsets.UTF_8)),
            field("12", value.getBytes(StandardCharsets.UTF_8))));
  }

  private static byte[] fields(int bytes, IntFunction<byte[]> each) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; out.size() < bytes - (20 << 10); i++) {
      out.writeBytes(each.apply(i));
    }
    return out.toByteArray();
  }

  private static byte[] repeated(String hex, int bytes) {
    byte[] unit = HexFormat.of().parseHex(hex);
    byte[] out = new byte[bytes / unit.length * unit.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = unit[i % unit.length];
    }
    return out;
  }

  private static byte[] inSeries(String tag, byte[] content) {
    return field(tag, content);
  }

  private static byte[] field(String tag, byte[] content) {
    return concat(concat(HexFormat.of().parseHex(tag), varint(content.length)), content);
  }

  private static byte[] varint(int value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int left = value;
    for (; left >= 0x80; left >>>= 7) {
      out.write(left | 0x80);
    }
    out.write(left);
    return out.toByteArray();
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  @Override
  public String toString() {
    return what + " as " + contentType + ", " + encoding + ", " + body.length + " bytes";
  }
}

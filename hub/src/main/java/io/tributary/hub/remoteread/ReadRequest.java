package io.tributary.hub.remoteread;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.tributary.promql.syntax.Matcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is asked for:
 *
 * <pre>
 *   message ReadRequest  { repeated Query queries = 1; repeated ResponseType accepted = 2; }
 *   message Query        { int64 start_timestamp_ms = 1; int64 end_timestamp_ms = 2;
 *                          repeated LabelMatcher matchers = 3; ReadHints hints = 4; }
 *   message LabelMatcher { Type type = 1; string name = 2; string value = 3; }
 * </pre>
 *
 * @param accepted the response types that the client takes, the best first
 */
public record ReadRequest(List<Query> queries, List<Integer> accepted) {
  /** All samples of a series in one message. */
  public static final int SAMPLES = 0;

  /** Chunks as they are stored, in a stream of messages. */
  public static final int STREAMED_XOR_CHUNKS = 1;

  private static final int LENGTH_DELIMITED = WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final Matcher.Type[] TYPES = {
    Matcher.Type.EQUAL, Matcher.Type.NOT_EQUAL, Matcher.Type.REGEX, Matcher.Type.NOT_REGEX
  };

  /** Series by their labels, and a range of time, both ends inclusive. */
  public record Query(long startMs, long endMs, List<Matcher> matchers) {
    public Query {
      matchers = List.copyOf(matchers);
    }
  }

  public ReadRequest {
    queries = List.copyOf(queries);
    accepted = List.copyOf(accepted);
  }

  /**
   * Reads a request.
   *
   * @throws IOException where the bytes are none
   * @throws IllegalArgumentException where a matcher is none
   */
  public static ReadRequest parse(byte[] bytes) throws IOException {
    List<Query> queries = new ArrayList<>();
    List<Integer> accepted = new ArrayList<>();
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> {
          int outer = in.pushLimit(in.readRawVarint32());
          queries.add(query(in));
          in.popLimit(outer);
        }
        case 2 << 3 -> accepted.add(in.readEnum());
        case 2 << 3 | LENGTH_DELIMITED -> {
          int outer = in.pushLimit(in.readRawVarint32());
          while (!in.isAtEnd()) {
            accepted.add(in.readEnum());
          }
          in.popLimit(outer);
        }
        default -> in.skipField(tag);
      }
    }
    return new ReadRequest(queries, accepted);
  }

  private static Query query(CodedInputStream in) throws IOException {
    long startMs = 0;
    long endMs = 0;
    List<Matcher> matchers = new ArrayList<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 1 << 3 -> startMs = in.readInt64();
        case 2 << 3 -> endMs = in.readInt64();
        case 3 << 3 | LENGTH_DELIMITED -> {
          int outer = in.pushLimit(in.readRawVarint32());
          matchers.add(matcher(in));
          in.popLimit(outer);
        }
        default -> in.skipField(tag);
      }
    }
    return new Query(startMs, endMs, matchers);
  }

  private static Matcher matcher(CodedInputStream in) throws IOException {
    int type = 0;
    String name = "";
    String value = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 1 << 3 -> type = in.readEnum();
        case 2 << 3 | LENGTH_DELIMITED -> name = in.readStringRequireUtf8();
        case 3 << 3 | LENGTH_DELIMITED -> value = in.readStringRequireUtf8();
        default -> in.skipField(tag);
      }
    }
    if (type < 0 || type >= TYPES.length) {
      throw new IllegalArgumentException("invalid matcher type " + type);
    }
    return Matcher.of(TYPES[type], name, value);
  }
}

package io.tributary.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import io.tributary.hub.chunk.XorChunkReader;
import io.tributary.promql.source.SampleColumns;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.SnappyBlock;
import io.tributary.testkit.RemoteReadRequest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteReadTest {
  private static final long START_MS = 1_700_000_000_000L;
  private static final int SAMPLES = 300;

  @TempDir private Path folder;
  private ApiFixture api;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws IOException {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(START_MS + 10_000_000));
    api = new ApiFixture(folder.resolve("hub"), clock, List::of, List::of);
    for (int i = 0; i < SAMPLES; i++) {
      api.append(Labels.of("__name__", "up", "job", "a"), START_MS + 15_000L * i, i);
      api.append(Labels.of("__name__", "up", "job", "b"), START_MS + 15_000L * i, -i);
    }
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
  }

  /** Of {@code up}, with one matcher more, on the job. */
  private static byte[] request(long fromMs, long toMs, int type, String job, int... accepted)
      throws IOException {
    List<byte[]> matchers =
        List.of(
            RemoteReadRequest.matcher(0, "__name__", "up"),
            RemoteReadRequest.matcher(type, "job", job));
    return RemoteReadRequest.of(fromMs, toMs, matchers, accepted);
  }

  private HttpResponse<byte[]> send(byte[] body) throws Exception {
    return client.send(
        api.request("/api/v1/read").POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Series as "labels: first..last (count)". */
  private static List<String> sampled(byte[] body) throws IOException {
    CodedInputStream in =
        CodedInputStream.newInstance(SnappyBlock.decode(body, SnappyBlock.MAX_DECODED_BYTES));
    List<String> found = new ArrayList<>();
    while (in.readTag() != 0) {
      CodedInputStream result = CodedInputStream.newInstance(in.readByteArray());
      while (result.readTag() != 0) {
        found.add(series(CodedInputStream.newInstance(result.readByteArray())));
      }
    }
    return found;
  }

  private static String series(CodedInputStream in) throws IOException {
    StringBuilder labels = new StringBuilder();
    List<Double> values = new ArrayList<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      CodedInputStream inner = CodedInputStream.newInstance(in.readByteArray());
      inner.readTag();
      if (tag >>> 3 == 1) {
        labels.append(inner.readString()).append('=');
        inner.readTag();
        labels.append(inner.readString()).append(' ');
      } else {
        values.add(inner.readDouble());
      }
    }
    return labels + "%s..%s (%d)".formatted(values.getFirst(), values.getLast(), values.size());
  }

  @Test
  void samples_areThoseOfTheRange() throws Exception {
    byte[] request = request(START_MS + 15_000, START_MS + 45_000, 1, "c");
    HttpResponse<byte[]> answer = send(SnappyBlock.encode(request));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-protobuf");
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("snappy");
    assertThat(sampled(answer.body()))
        .containsExactly("__name__=up job=a 1.0..3.0 (3)", "__name__=up job=b -1.0..-3.0 (3)");
  }

  @Test
  void chunks_areFramedWithTheirChecksums() throws Exception {
    byte[] request = request(START_MS, START_MS + 15_000L * SAMPLES, 0, "a", 1, 0);
    HttpResponse<byte[]> answer = send(SnappyBlock.encode(request));
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse");
    CodedInputStream frames = CodedInputStream.newInstance(answer.body());
    byte[] data = ReadFrames.next(frames);
    assertThat(frames.isAtEnd()).isTrue();
    CodedInputStream response = CodedInputStream.newInstance(data);
    response.readTag();
    CodedInputStream series = CodedInputStream.newInstance(response.readByteArray());
    assertThat(response.readTag()).as("the first query's index is left out").isZero();
    SampleColumns samples = new SampleColumns();
    samples.clear();
    for (int tag = series.readTag(); tag != 0; tag = series.readTag()) {
      byte[] part = series.readByteArray();
      if (tag >>> 3 == 2) {
        addChunk(CodedInputStream.newInstance(part), samples);
      }
    }
    assertThat(samples.size()).isEqualTo(SAMPLES);
    assertThat(samples.values[SAMPLES - 1]).isEqualTo(SAMPLES - 1);
  }

  private static void addChunk(CodedInputStream chunk, SampleColumns into) throws IOException {
    chunk.readTag();
    long minMs = chunk.readInt64();
    chunk.readTag();
    long maxMs = chunk.readInt64();
    chunk.readTag();
    assertThat(chunk.readEnum()).isEqualTo(1);
    chunk.readTag();
    byte[] bytes = chunk.readByteArray();
    int before = into.to;
    XorChunkReader.read(bytes, 0, bytes.length, Long.MIN_VALUE, Long.MAX_VALUE, into);
    assertThat(into.timestamps[before]).isEqualTo(minMs);
    assertThat(into.timestamps[into.to - 1]).isEqualTo(maxMs);
  }

  @Test
  void requests_thatMakeNoSense_areNamed() throws Exception {
    assertRefused(new byte[0], "its length is malformed");
    assertRefused(
        SnappyBlock.encode(request(1, 2, 2, "(")), "error parsing regexp: missing closing )");
    assertRefused(SnappyBlock.encode(request(1, 2, 9, "a")), "invalid matcher type 9");
    assertRefused(
        SnappyBlock.encode(request(1, 2, 0, "a", 7)),
        "server does not support any of the requested response types");
  }

  private void assertRefused(byte[] body, String why) throws Exception {
    HttpResponse<byte[]> answer = send(body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8)).contains(why);
  }

  @Test
  void garbage_isRefusedOrAnswered_neverWorse() throws Exception {
    Random random = new Random(5);
    byte[] good = request(START_MS, START_MS + 60_000, 2, "a|b", 1);
    for (int round = 0; round < 400; round++) {
      byte[] body = good.clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      byte[] sent = SnappyBlock.encode(body);
      if (random.nextInt(4) == 0) {
        sent[random.nextInt(sent.length)] ^= (byte) (1 << random.nextInt(8));
      }
      assertThat(send(sent).statusCode()).isIn(200, 400);
    }
    byte[] bomb = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 0, 0, 0};
    assertRefused(bomb, "decoded bytes, the limit is");
    assertThat(sampled(send(SnappyBlock.encode(request(START_MS, START_MS, 0, "a"))).body()))
        .as("it still answers")
        .hasSize(1);
  }
}

package io.tributary.hub.api;

import static io.tributary.hub.api.SmallHub.NOW_MS;
import static io.tributary.hub.api.SmallHub.SERIES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.remotewrite.SnappyBlock;
import io.tributary.testkit.RemoteReadRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answers that are larger than the whole heap of who gives them: they are written as they are sent.
 * The process ends at the first allocation that finds no room.
 */
class AnswerMemoryTest {
  private static final int HEAP_MIB = 64;

  @TempDir static Path folder;
  private static Process process;
  private static String url;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    Path errors = folder.resolve("errors");
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MIB + "m",
                "-XX:MaxDirectMemorySize=32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHub.class.getName(),
                folder.resolve("hub").toString())
            .redirectError(errors.toFile())
            .start();
    BufferedReader out = process.inputReader(UTF_8);
    String line = out.readLine();
    while (line != null && !line.startsWith("http")) {
      line = out.readLine();
    }
    assertThat(line).as(Files.readString(errors)).isNotNull();
    url = line;
  }

  @AfterAll
  static void stop() {
    boolean alive = process.isAlive();
    process.destroyForcibly().onExit().join();
    assertThat(alive).as("it had the memory for all answers").isTrue();
  }

  private InputStream open(HttpRequest.Builder request) throws Exception {
    HttpResponse<InputStream> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  /** Checks every byte of an answer that is this, with a part for each series. */
  private void assertAnswer(
      String path, String begin, String between, IntFunction<String> part, String end)
      throws Exception {
    CRC32 expected = new CRC32();
    long length = 0;
    for (int i = -1; i <= SERIES; i++) {
      String text =
          switch (i) {
            case -1 -> begin;
            case SERIES -> end;
            default -> (i == 0 ? "" : between) + part.apply(i);
          };
      byte[] bytes = text.getBytes(UTF_8);
      expected.update(bytes);
      length += bytes.length;
    }
    assertThat(length).isGreaterThan((long) HEAP_MIB << 20);
    CRC32 crc = new CRC32();
    long read;
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    try (InputStream in = new CheckedInputStream(open(request), crc)) {
      read = in.transferTo(OutputStream.nullOutputStream());
    }
    assertThat(read).isEqualTo(length);
    assertThat(crc.getValue()).isEqualTo(expected.getValue());
  }

  private static String json(int series) {
    Labels labels = SmallHub.labels(series);
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < labels.size(); i++) {
      text.append(i == 0 ? "" : ",");
      text.append('"').append(labels.name(i)).append("\":\"").append(labels.value(i)).append('"');
    }
    return text.append('}').toString();
  }

  private static String number(double value) {
    return value == (long) value ? String.valueOf((long) value) : String.valueOf(value);
  }

  @Test
  void series_ofALargeAnswer() throws Exception {
    assertAnswer(
        "/api/v1/series?match%5B%5D=m",
        "{\"status\":\"success\",\"data\":[", ",", AnswerMemoryTest::json, "]}");
  }

  @Test
  void instantQuery_ofALargeAnswer() throws Exception {
    assertAnswer(
        "/api/v1/query?query=m",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[",
        ",",
        i ->
            "{\"metric\":%s,\"value\":[%d,\"%s\"]}"
                .formatted(json(i), NOW_MS / 1000, number(SmallHub.value(i, 2))),
        "]}}");
  }

  @Test
  void rangeQuery_ofALargeAnswer() throws Exception {
    long end = NOW_MS / 1000;
    assertAnswer(
        "/api/v1/query_range?query=m&step=15&start=" + (end - 30) + "&end=" + end,
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[",
        ",",
        i ->
            "{\"metric\":%s,\"values\":[[%d,\"%s\"],[%d,\"%s\"],[%d,\"%s\"]]}"
                .formatted(
                    json(i),
                    end - 30,
                    number(SmallHub.value(i, 0)),
                    end - 15,
                    number(SmallHub.value(i, 1)),
                    end,
                    number(SmallHub.value(i, 2))),
        "]}}");
  }

  @Test
  void federation_ofALargeAnswer() throws Exception {
    assertAnswer(
        "/federate?match%5B%5D=m",
        "# TYPE m untyped\n",
        "",
        i ->
            "m%s,instance=\"\"} %s %d%n"
                .formatted(
                    json(i)
                        .replace("\"__name__\":\"m\",", "")
                        .replace("\":\"", "=\"")
                        .replaceAll("([{,])\"", "$1")
                        .replace("}", ""),
                    number(SmallHub.value(i, 2)),
                    NOW_MS),
        "");
  }

  @Test
  void remoteRead_ofALargeAnswer() throws Exception {
    byte[] request =
        RemoteReadRequest.of(0, NOW_MS, List.of(RemoteReadRequest.matcher(0, "__name__", "m")), 1);
    long bytes = 0;
    int frames = 0;
    try (InputStream in =
        open(
            HttpRequest.newBuilder(URI.create(url + "/api/v1/read"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(SnappyBlock.encode(request))))) {
      CodedInputStream stream = CodedInputStream.newInstance(in);
      while (!stream.isAtEnd()) {
        bytes += ReadFrames.next(stream).length;
        stream.resetSizeCounter();
        frames++;
      }
    }
    assertThat(frames).isEqualTo(SERIES);
    assertThat(bytes).isGreaterThan((long) HEAP_MIB << 20);
  }
}

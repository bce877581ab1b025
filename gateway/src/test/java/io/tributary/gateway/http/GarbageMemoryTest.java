package io.tributary.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.gateway.TestServer;
import io.tributary.schemas.remotewrite.SnappyBlock;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The gateway in a process with a small heap, which ends at the first allocation that finds no
 * room: what it answers here, it answers within that memory.
 */
@Timeout(240)
class GarbageMemoryTest {
  private static final int HEAP_MIB = 96;

  /** What a gateway with that heap takes at most, decompressed. */
  private static final int DECODED_BYTES = 4 << 20;

  private static final long KEPT_BYTES = 12L << 20;
  private static final int CONNECTIONS = 8;
  private static final Duration LETTING_GO = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> output = new CopyOnWriteArrayList<>();
  private Process process;
  private URI url;

  @BeforeEach
  void start() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MIB + "m",
                "-XX:MaxDirectMemorySize=16m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                SmallGateway.class.getName())
            .redirectErrorStream(true)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.matches("[0-9]+")) {
      line = out.readLine();
    }
    assertThat(line).as("the port").isNotNull();
    url = URI.create("http://127.0.0.1:" + line);
    Thread.ofVirtual().start(() -> out.lines().forEach(output::add));
  }

  @AfterEach
  void stop() {
    boolean alive = process.isAlive();
    process.destroyForcibly();
    client.close();
    assertThat(alive).as("the gateway has not ended: %s", output).isTrue();
  }

  @Test
  void eachGarbage_isAnswered4xxAndLeavesNothing() throws Exception {
    List<Garbage> all = Garbage.each(DECODED_BYTES);
    send(all.getFirst()).join();
    long before = usedHeapBytes();
    for (int round = 0; round < 2; round++) {
      for (Garbage garbage : all) {
        HttpResponse<String> answer = send(garbage).join();
        assertThat(answer.statusCode()).as("%s: %s", garbage, answer.body()).isBetween(400, 499);
        assertThat(answer.body()).as("%s", garbage).isNotBlank();
      }
    }
    assertUsedHeapFallsBelow(before + KEPT_BYTES);
  }

  @Test
  void garbageOnManyConnections_isRefusedWithinTheHeap() throws Exception {
    List<Garbage> all = Garbage.each(DECODED_BYTES);
    send(all.getFirst()).join();
    long before = usedHeapBytes();
    Semaphore open = new Semaphore(CONNECTIONS);
    List<CompletableFuture<?>> answers = new ArrayList<>();
    for (int i = 0; i < 6 * all.size(); i++) {
      Garbage garbage = all.get(i % all.size());
      open.acquire();
      answers.add(
          send(garbage)
              .whenComplete((answer, failure) -> open.release())
              .thenAccept(
                  answer ->
                      assertThat(answer.statusCode())
                          .as("%s: %s", garbage, answer.body())
                          .satisfiesAnyOf(
                              code -> assertThat(code).isBetween(400, 499),
                              code -> assertThat(code).isEqualTo(503))));
    }
    answers.forEach(CompletableFuture::join);
    assertUsedHeapFallsBelow(before + KEPT_BYTES);
  }

  @Test
  void idleConnections_keepNoBodies() throws Exception {
    byte[] body = new byte[DECODED_BYTES - 1];
    new Random(7).nextBytes(body);
    long before = usedHeapBytes();
    List<HttpClient> idle = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      HttpClient agent = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      idle.add(agent);
      Garbage garbage = new Garbage("noise", TestServer.V1, "snappy", body);
      assertThat(send(agent, garbage).join().statusCode()).isEqualTo(400);
    }
    assertUsedHeapFallsBelow(before + KEPT_BYTES);
    idle.forEach(HttpClient::close);
  }

  @Test
  void floodOfMetadataAndOfNewSeries_isBounded() throws Exception {
    for (int i = 0; i < 40; i++) {
      byte[] metadata = Garbage.metadata(i, DECODED_BYTES);
      assertThat(send(valid(metadata)).join().statusCode()).isIn(204, 503);
      byte[] series = Garbage.newSeries(i, DECODED_BYTES);
      assertThat(send(valid(series)).join().statusCode()).isIn(204, 503);
    }
    assertUsedHeapFallsBelow((HEAP_MIB * 3L / 4) << 20);
  }

  private static Garbage valid(byte[] message) {
    return new Garbage("a flood", TestServer.V1, "snappy", SnappyBlock.encode(message));
  }

  private CompletableFuture<HttpResponse<String>> send(Garbage garbage) {
    return send(client, garbage);
  }

  private CompletableFuture<HttpResponse<String>> send(HttpClient agent, Garbage garbage) {
    return agent.sendAsync(
        HttpRequest.newBuilder(url.resolve("/api/v1/write"))
            .header("Content-Type", garbage.contentType())
            .header("Content-Encoding", garbage.encoding())
            .POST(BodyPublishers.ofByteArray(garbage.body()))
            .build(),
        BodyHandlers.ofString());
  }

  /** An answer can be here before the gateway's thread has let go of what it was about. */
  private void assertUsedHeapFallsBelow(long bytes) throws Exception {
    long deadlineNs = System.nanoTime() + LETTING_GO.toNanos();
    long used = usedHeapBytes();
    while (used >= bytes && System.nanoTime() < deadlineNs) {
      used = usedHeapBytes();
    }
    assertThat(used).isLessThan(bytes);
  }

  private long usedHeapBytes() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(url.resolve("/memory")).build();
    return Long.parseLong(client.send(request, BodyHandlers.ofString()).body());
  }
}

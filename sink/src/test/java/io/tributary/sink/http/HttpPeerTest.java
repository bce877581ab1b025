package io.tributary.sink.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tributary.sink.testing.FakeReceiver;
import io.tributary.sink.testing.FakeReceiver.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpPeerTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @TempDir Path dir;
  private final FakeReceiver receiver = new FakeReceiver(request -> Reply.of(204));

  @AfterEach
  void close() {
    receiver.close();
  }

  private HttpPeer.Answer post(HttpAccess access) throws Exception {
    try (HttpPeer peer = new HttpPeer(receiver.uri("/x"), access, TIMEOUT)) {
      return peer.post("abcdef".getBytes(UTF_8), 3, Map.of("Content-Type", "text/plain"));
    }
  }

  private static HttpAccess with(Credentials credentials) {
    return new HttpAccess(credentials, Map.of(), Tls.defaults());
  }

  @Test
  void post_sendsTheBodysLengthAndHeaders() throws Exception {
    HttpAccess access =
        new HttpAccess(new Credentials.None(), Map.of("X-Extra", "1"), Tls.defaults());
    assertThat(post(access).ok()).isTrue();
    FakeReceiver.Request request = receiver.requests().getFirst();
    assertThat(request.body()).isEqualTo("abc".getBytes(UTF_8));
    assertThat(request.headers().getFirst("Content-Type")).isEqualTo("text/plain");
    assertThat(request.headers().getFirst("X-Extra")).isEqualTo("1");
    assertThat(request.headers().getFirst("User-Agent")).isEqualTo("Tributary");
    assertThat(request.headers().get("Authorization")).isNull();
  }

  @Test
  void post_authorizesWithAPassword() throws Exception {
    post(with(new Credentials.Basic("ann", new Secret.Text("s3cret"))));
    assertThat(receiver.requests().getFirst().headers().getFirst("Authorization"))
        .isEqualTo("Basic YW5uOnMzY3JldA==");
  }

  @Test
  void post_readsARotatedTokenAnew() throws Exception {
    Path file = Files.writeString(dir.resolve("token"), "one\n");
    try (HttpPeer peer =
        new HttpPeer(
            receiver.uri("/"), with(new Credentials.Bearer(new Secret.InFile(file))), TIMEOUT)) {
      peer.post(new byte[0], 0, Map.of());
      Files.writeString(file, "two\n");
      peer.post(new byte[0], 0, Map.of());
    }
    assertThat(receiver.requests())
        .extracting(request -> request.headers().getFirst("Authorization"))
        .containsExactly("Bearer one", "Bearer two");
  }

  @Test
  void post_keepsTheStartOfALongAnswer() throws Exception {
    receiver.behave(request -> Reply.of(400, "x".repeat(3 * HttpPeer.MAX_ANSWER_BYTES)));
    HttpPeer.Answer answer = post(HttpAccess.defaults());
    assertThat(answer.ok()).isFalse();
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).hasSize(HttpPeer.MAX_ANSWER_BYTES);
  }

  @Test
  void post_readsNumbersInHeaders() throws Exception {
    receiver.behave(request -> new Reply(204, "", Map.of("X-A", "17", "X-B", "many")));
    HttpPeer.Answer answer = post(HttpAccess.defaults());
    assertThat(answer.number("X-A")).hasValue(17);
    assertThat(answer.number("X-B")).isEmpty();
    assertThat(answer.number("X-C")).isEmpty();
  }

  @Test
  void post_failsWhereARedirectDropsTheBody() throws Exception {
    receiver.behave(
        request ->
            request.path().equals("/x")
                ? new Reply(302, "", Map.of("Location", "/y"))
                : Reply.of(200));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> post(HttpAccess.defaults()))
        .withMessageContaining("/y, where the body does not come along");
  }

  @Test
  void post_followsARedirectThatKeepsTheBody() throws Exception {
    receiver.behave(
        request ->
            request.path().equals("/x")
                ? new Reply(307, "", Map.of("Location", "/y"))
                : Reply.of(204));
    assertThat(post(HttpAccess.defaults()).ok()).isTrue();
    assertThat(receiver.requests().getLast().body()).isEqualTo("abc".getBytes(UTF_8));
  }

  /** A receiver that answers a byte at a time, for ever. */
  @Test
  void post_givesUpOnAnAnswerWithoutEnd() throws Exception {
    Duration timeout = Duration.ofMillis(300);
    try (ServerSocket dripping = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> drip(dripping));
      URI uri = URI.create("http://127.0.0.1:" + dripping.getLocalPort() + "/");
      try (HttpPeer peer = new HttpPeer(uri, HttpAccess.defaults(), timeout)) {
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() -> peer.post(new byte[1], 1, Map.of()))
            .withMessageContaining("no whole answer");
      }
    }
  }

  private static void drip(ServerSocket server) {
    try (Socket socket = server.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n".getBytes(UTF_8));
      while (true) {
        out.write('x');
        out.flush();
        LockSupport.parkNanos(5_000_000);
      }
    } catch (IOException e) {
      // The peer has hung up, which is what it should do.
    }
  }

  @Test
  void post_failsWhereNobodyListens() throws Exception {
    receiver.close();
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> post(HttpAccess.defaults()));
  }

  @Test
  void secret_isNotPrinted() {
    assertThat(new Credentials.Basic("ann", new Secret.Text("s3cret")).toString())
        .doesNotContain("s3cret");
  }

  @Test
  void tls_namesTheFileThatHoldsNoAuthority() throws IOException {
    Path file = Files.writeString(dir.resolve("ca.pem"), "no certificate");
    Tls tls = new Tls(Optional.of(file), Optional.empty(), Optional.empty(), false);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new HttpPeer(
                    receiver.uri("/"),
                    new HttpAccess(new Credentials.None(), Map.of(), tls),
                    TIMEOUT))
        .withMessageContaining("ca.pem");
  }

  @Test
  void tls_wantsCertificateAndKeyTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Tls(Optional.empty(), Optional.of(Path.of("c")), Optional.empty(), false))
        .withMessageContaining("key_file");
  }
}

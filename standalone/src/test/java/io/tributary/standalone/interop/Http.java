package io.tributary.standalone.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** A client for tests. */
public final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private static final ObjectMapper JSON = new ObjectMapper();

  private Http() {}

  /** The status of a GET, or 0 where nothing answers. */
  public static int status(URI url) {
    try {
      return send(HttpRequest.newBuilder(url).GET()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  public static JsonNode getJson(URI url) {
    return json(HttpRequest.newBuilder(url).GET());
  }

  public static String getText(URI url) {
    try {
      return send(HttpRequest.newBuilder(url).GET()).body();
    } catch (IOException e) {
      throw new AssertionError(url + ": " + e, e);
    }
  }

  /** Posts a form; queries of many series do not fit into a URL. */
  public static JsonNode postForm(URI url, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return json(
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  /** Sends a request whose status matters. */
  public static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return CLIENT.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Posts bytes and returns those of the answer, which must be 2xx. */
  static byte[] postBytes(URI url, byte[] body, String... headers) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(60))
            .headers(headers)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<byte[]> answer = CLIENT.send(request, BodyHandlers.ofByteArray());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(url + " answers " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static JsonNode json(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = send(request);
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(e.toString(), e);
    }
  }
}

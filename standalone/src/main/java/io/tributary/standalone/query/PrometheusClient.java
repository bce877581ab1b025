package io.tributary.standalone.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks one Prometheus, or whatever answers as one. */
public final class PrometheusClient {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final URI base;
  private final Duration timeout;

  /**
   * @param base such as {@code http://localhost:9090}, with the path before {@code /api} if any
   * @param timeout for a whole answer
   */
  public PrometheusClient(URI base, Duration timeout) {
    this.base = base;
    this.timeout = timeout;
  }

  /**
   * Posts a form to a path of the API; an error that the server explains is an answer.
   *
   * @throws QueryFailure where there is no answer, or none of a Prometheus
   */
  public QueryAnswer post(String path, Map<String, String> form) throws QueryFailure {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    URI url = URI.create(base.toString().replaceAll("/+$", "") + path);
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(url)
                  .timeout(timeout)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return parse(response);
    } catch (HttpTimeoutException e) {
      throw new QueryFailure(base + " does not answer within " + timeout.toSeconds() + " s");
    } catch (ConnectException e) {
      throw new QueryFailure(
          "nothing listens at "
              + base
              + ". Is `tributary up` running? Another address is given with --url");
    } catch (IOException e) {
      throw new QueryFailure("cannot ask " + base + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryFailure("interrupted");
    }
  }

  private QueryAnswer parse(HttpResponse<String> response) throws QueryFailure {
    try {
      return QueryAnswer.parse(response.body());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new QueryFailure(
          "%s answers %d with something that is no answer of a Prometheus: %s"
              .formatted(response.uri(), response.statusCode(), start(response.body())));
    }
  }

  private static String start(String body) {
    String line = body.strip().replaceAll("\\s+", " ");
    return line.length() <= 200 ? line : line.substring(0, 200) + "...";
  }
}

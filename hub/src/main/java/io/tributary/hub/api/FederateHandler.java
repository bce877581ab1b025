package io.tributary.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.promql.source.SampleColumns;
import io.tributary.promql.source.SampleReader;
import io.tributary.promql.source.Selection;
import io.tributary.promql.source.SeriesSet;
import io.tributary.promql.source.SeriesSource;
import io.tributary.promql.syntax.Matcher;
import io.tributary.promql.syntax.ParseException;
import io.tributary.promql.syntax.Parser;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.sample.StalenessMarker;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * {@code /federate}: the latest sample of each series that matches, in the text format. Native
 * histograms are left out, as that format has no room for them.
 */
final class FederateHandler implements HttpHandler {
  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8; escaping=";

  /** Who scrapes says so for every format that it takes. */
  private static final Pattern UTF8_NAMES = Pattern.compile("escaping *= *\"?allow-utf-8");

  /** The latest float of a series. */
  private record Latest(long timestampMs, double value) {}

  private final SeriesSource source;
  private final Parser parser;
  private final Duration lookback;
  private final InstantSource clock;
  private final ClientWatch watch;

  FederateHandler(
      SeriesSource source,
      Parser parser,
      Duration lookback,
      InstantSource clock,
      ClientWatch watch) {
    this.watch = watch;
    this.source = source;
    this.parser = parser;
    this.lookback = lookback;
    this.clock = clock;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    Map<Labels, Latest> latest;
    try {
      latest =
          watch.whileWaiting(
              exchange, client -> latest(selectors(RequestParams.of(exchange, client)), client));
    } catch (ParseException e) {
      PlainText.error(exchange, StatusCodes.BAD_REQUEST, String.valueOf(e.getMessage()));
      return;
    } catch (ApiException e) {
      PlainText.error(exchange, e.type().status(), String.valueOf(e.getMessage()));
      return;
    }
    String accepted = exchange.getRequestHeaders().getFirst(Headers.ACCEPT);
    boolean utf8Names = accepted != null && UTF8_NAMES.matcher(accepted).find();
    exchange
        .getResponseHeaders()
        .put(Headers.CONTENT_TYPE, TEXT_FORMAT + (utf8Names ? "allow-utf-8" : "underscores"));
    try (Writer out =
        new BufferedWriter(new OutputStreamWriter(EncodedOutput.of(exchange), UTF_8))) {
      write(latest, new ExpositionText(out, utf8Names));
    }
  }

  /** Unlike elsewhere, one may match everything. */
  private List<List<Matcher>> selectors(Params params) {
    List<List<Matcher>> selectors = new ArrayList<>();
    for (String text : params.all("match[]")) {
      selectors.add(parser.parseSelector(text));
    }
    return selectors;
  }

  private Map<Labels, Latest> latest(List<List<Matcher>> selectors, Client client) {
    long nowMs = clock.millis();
    Map<Labels, Latest> found = new TreeMap<>();
    SampleColumns columns = new SampleColumns();
    for (List<Matcher> selector : selectors) {
      long fromMs = nowMs - lookback.toMillis() + 1;
      SeriesSet series = source.select(new Selection(selector, fromMs, nowMs, client::check));
      try (SampleReader reader = series.open()) {
        for (int i = 0; i < series.size(); i++) {
          client.check();
          reader.readLatest(i, fromMs, nowMs, columns);
          if (columns.to > columns.from && !endsWithHistogram(columns)) {
            double value = columns.values[columns.to - 1];
            if (!StalenessMarker.is(value)) {
              long timestampMs = columns.timestamps[columns.to - 1];
              found.put(series.labels().get(i), new Latest(timestampMs, value));
            }
          }
        }
      }
    }
    return found;
  }

  private static boolean endsWithHistogram(SampleColumns columns) {
    int n = columns.histogramCount;
    return n > 0 && columns.histogramTimestamps[n - 1] > columns.timestamps[columns.to - 1];
  }

  /** By name, and those of one name by their labels. */
  private static void write(Map<Labels, Latest> latest, ExpositionText out) throws IOException {
    List<Map.Entry<Labels, Latest>> sorted = new ArrayList<>(latest.entrySet());
    sorted.sort(Comparator.comparing(entry -> entry.getKey().metricName()));
    for (Map.Entry<Labels, Latest> series : sorted) {
      if (!series.getKey().metricName().isEmpty()) {
        Latest sample = series.getValue();
        out.sample(series.getKey(), sample.value(), sample.timestampMs());
      }
    }
  }
}

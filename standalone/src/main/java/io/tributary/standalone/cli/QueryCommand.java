package io.tributary.standalone.cli;

import io.tributary.promql.syntax.DurationText;
import io.tributary.standalone.query.AnswerTable;
import io.tributary.standalone.query.Plot;
import io.tributary.standalone.query.PrometheusClient;
import io.tributary.standalone.query.QueryAnswer;
import io.tributary.standalone.query.QueryFailure;
import io.tributary.standalone.query.QueryTime;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = {
      "Asks a running Tributary, or any Prometheus, and shows the answer.",
      "Without times: the value now. With --start or --last: values over time, as a plot.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tributary query up                                     what is up, now",
      "  tributary query 'sum by (cluster) (up)' --time -1h     an hour ago",
      "  tributary query 'rate(x_total[5m])' --last 6h          a plot of six hours",
      "  tributary query x --start -1h --step 1m -o table       each value",
      "  tributary query x -o json | jq .data                   for scripts"
    })
final class QueryCommand implements Callable<Integer> {
  private enum Output {
    TABLE,
    JSON,
    PLOT
  }

  /** As many points as a wide terminal has dots from left to right. */
  private static final int POINTS = 250;

  private static final int PLOT_LINES = 15;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private PromqlQuery query = new PromqlQuery();

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://localhost:9090",
      description = "Whom to ask. Default: ${DEFAULT-VALUE}")
  private URI url = URI.create("http://localhost:9090");

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description = "When: now, -30m, 1764172800 or 2026-11-26T16:00:00Z.")
  private @Nullable String time;

  @Option(names = "--start", paramLabel = "TIME", description = "From when on, for a range.")
  private @Nullable String start;

  @Option(names = "--end", paramLabel = "TIME", description = "Until when. Default: now.")
  private @Nullable String end;

  @Option(names = "--last", paramLabel = "DURATION", description = "The same as --start -DURATION.")
  private @Nullable String last;

  @Option(
      names = "--step",
      paramLabel = "DURATION",
      description = "From one value to the next. Default: a 250th of the range.")
  private @Nullable String step;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "table, json or plot. Default: plot for a range, else table.")
  private @Nullable Output output;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description = "How long to wait. Default: ${DEFAULT-VALUE}")
  private String timeout = "2m";

  @Option(names = "--width", paramLabel = "N", description = "Of a plot. Default: the terminal's.")
  private int width;

  private final InstantSource clock = InstantSource.system();

  @Override
  public Integer call() throws QueryFailure {
    Instant now = clock.instant();
    boolean range = start != null || last != null;
    checkTimes(range);
    Map<String, String> form = new LinkedHashMap<>();
    form.put("query", query.text());
    form.put("timeout", timeout);
    Instant from = range ? from(now) : now;
    Instant to = end == null ? now : instant("--end", end, now);
    if (to.isBefore(from)) {
      throw new UsageException("--end " + to + " is before --start " + from);
    }
    long stepMs = stepMs(Duration.between(from, to));
    if (range) {
      form.put("start", QueryTime.seconds(from.toEpochMilli()));
      form.put("end", QueryTime.seconds(to.toEpochMilli()));
      form.put("step", QueryTime.seconds(stepMs));
    } else if (time != null) {
      form.put("time", QueryTime.seconds(instant("--time", time, now).toEpochMilli()));
    }
    PrometheusClient client =
        new PrometheusClient(url, Duration.ofMillis(millis("--timeout", timeout)).plusSeconds(5));
    QueryAnswer answer = client.post(range ? "/api/v1/query_range" : "/api/v1/query", form);
    return show(answer, range, from, to, stepMs);
  }

  private void checkTimes(boolean range) {
    if (start != null && last != null) {
      throw new UsageException("give either --start or --last");
    }
    if (range && time != null) {
      throw new UsageException("--time is for one instant: give either it, or --start or --last");
    }
    if (!range && (end != null || step != null || output == Output.PLOT)) {
      throw new UsageException("a range needs --start TIME or --last DURATION");
    }
  }

  private Instant from(Instant now) {
    if (start != null) {
      return instant("--start", start, now);
    }
    Instant to = end == null ? now : instant("--end", end, now);
    return to.minusMillis(millis("--last", String.valueOf(last)));
  }

  private static Instant instant(String option, String text, Instant now) {
    try {
      return QueryTime.parse(text, now);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }

  private long stepMs(Duration range) {
    return step == null ? Math.max(1000, range.toMillis() / POINTS) : millis("--step", step);
  }

  private static long millis(String option, String text) {
    try {
      long millis = DurationText.parseMillis(text);
      if (millis > 0) {
        return millis;
      }
    } catch (IllegalArgumentException e) {
      // Told below, in the words of whoever wrote it.
    }
    throw new UsageException(option + ": \"" + text + "\" is no duration: write 30s, 5m or 1h30m");
  }

  private int show(QueryAnswer answer, boolean range, Instant from, Instant to, long stepMs) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    answer.warnings().forEach(warning -> err.println("warning: " + warning));
    answer.infos().forEach(info -> err.println("info: " + info));
    Output form = output != null ? output : range ? Output.PLOT : Output.TABLE;
    if (form == Output.JSON) {
      out.println(answer.body().strip());
    }
    if (!answer.error().isEmpty()) {
      err.println("tributary: " + answer.error());
      return ExitCode.FAILED;
    }
    switch (form) {
      case JSON -> {}
      case TABLE -> out.print(new AnswerTable(ZoneId.systemDefault()).of(answer));
      case PLOT -> {
        out.print(
            new Plot(terminalWidth(), PLOT_LINES, Help.Ansi.AUTO.enabled(), ZoneId.systemDefault())
                .of(answer.series(), from.toEpochMilli(), to.toEpochMilli(), stepMs));
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private int terminalWidth() {
    if (width > 0) {
      return width;
    }
    String columns = String.valueOf(System.getenv("COLUMNS")).toLowerCase(Locale.ROOT);
    return columns.matches("[0-9]{1,4}") ? Integer.parseInt(columns) : spec.usageMessage().width();
  }
}

package io.tributary.standalone.interop;

import java.util.List;
import java.util.Random;

/**
 * Makes queries over the {@link SampleSet} from a grammar; most are such as dashboards and rules
 * have, some are odd and some are wrong. The same seed gives the same queries.
 */
final class QueryGenerator {
  private static final List<String> COUNTERS =
      List.of(
          "http_requests_total",
          "request_duration_seconds_count",
          "request_duration_seconds_sum",
          "late_total",
          "request_duration_seconds_bucket");
  private static final List<String> GAUGES =
      List.of(
          "node_load1",
          "node_memory_free_bytes",
          "temperature_celsius",
          "up",
          "steps",
          "sparse",
          "constant",
          "process_start_time_seconds",
          "odd_value",
          "build_info");
  private static final List<String> NATIVE = List.of("rpc_seconds", "queue_seconds");
  private static final List<String> LABELS =
      List.of("cluster", "instance", "job", "method", "code", "version", "le", "missing");
  private static final List<String> AGGREGATIONS =
      List.of("sum", "avg", "min", "max", "count", "stddev", "stdvar", "group");
  private static final List<String> OVER_TIME =
      List.of(
          "avg_over_time",
          "min_over_time",
          "max_over_time",
          "sum_over_time",
          "count_over_time",
          "stddev_over_time",
          "stdvar_over_time",
          "last_over_time",
          "present_over_time",
          "absent_over_time",
          "changes",
          "resets",
          "deriv",
          "delta",
          "idelta",
          "mad_over_time");
  private static final List<String> RATES =
      List.of("rate", "increase", "irate", "resets", "changes", "delta", "idelta");
  private static final List<String> MATHS =
      List.of(
          "abs",
          "ceil",
          "floor",
          "exp",
          "ln",
          "log2",
          "log10",
          "sqrt",
          "sgn",
          "round",
          "sin",
          "cos",
          "tan",
          "atan",
          "asinh",
          "acos",
          "asin",
          "tanh",
          "atanh",
          "cosh",
          "deg",
          "rad",
          "timestamp",
          "-",
          "+");
  private static final List<String> DATES =
      List.of(
          "minute",
          "hour",
          "month",
          "year",
          "day_of_week",
          "day_of_month",
          "day_of_year",
          "days_in_month");
  private static final List<String> RANGES = List.of("1m", "90s", "5m", "17m", "31s", "45m", "4s");

  private final Random random;
  private final OddQueries odd;

  QueryGenerator(long seed) {
    this.random = new Random(seed);
    this.odd = new OddQueries(random, this::vector);
  }

  /** The next query. */
  String next() {
    return switch (random.nextInt(24)) {
      case 0 -> scalar(2);
      case 1 -> wrong();
      case 2 -> "sort" + pick("_desc", "") + "(" + aggregation(2) + ")";
      case 3, 4, 5, 6, 7 -> odd.next();
      default -> vector(1 + random.nextInt(3));
    };
  }

  private String vector(int depth) {
    if (depth <= 0) {
      return leaf();
    }
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> rate();
      case 3, 4 -> overTime(depth);
      case 5, 6, 7 -> aggregation(depth);
      case 8, 9, 10 -> binary(depth);
      case 11 -> math(depth);
      case 12 -> join();
      case 13 -> labels(depth);
      case 14 -> quantile(depth);
      case 15 -> nativeHistogram(depth);
      case 16 ->
          pick("absent(", "scalar(", "vector(").equals("absent(")
              ? "absent(" + vector(depth - 1) + ")"
              : "vector(" + scalar(depth - 1) + ")";
      case 17 -> date(depth);
      case 18 -> "(" + vector(depth - 1) + ")";
      default -> leaf();
    };
  }

  private String leaf() {
    return selector(random.nextInt(3) == 0 ? COUNTERS : GAUGES) + shift();
  }

  private String selector(List<String> names) {
    String name = pick(names);
    return switch (random.nextInt(9)) {
      case 0 -> name + "{cluster=\"east\"}";
      case 1 -> name + "{cluster!=\"east\"}";
      case 2 -> name + "{instance=~\"10.0.0.[01]:.*\",cluster=~\"east|north\"}";
      case 3 -> name + "{code!~\"5..|4.+\"}";
      case 4 -> "{__name__=~\"" + name.substring(0, Math.min(name.length(), 4)) + ".*\",job!=\"\"}";
      case 5 -> name + "{missing=\"\"}";
      default -> name;
    };
  }

  private String shift() {
    return switch (random.nextInt(14)) {
      case 0 -> " offset " + pick("1m", "7m", "-3m", "16s");
      case 1 -> " @ " + (SampleSet.START_MS / 1000 + random.nextInt(5_000));
      case 2 -> " @ " + pick("start()", "end()");
      case 3 -> " offset 2m @ end()";
      default -> "";
    };
  }

  private String rate() {
    return pick(RATES) + "(" + selector(COUNTERS) + "[" + pick(RANGES) + "]" + shift() + ")";
  }

  private String range(int depth) {
    if (random.nextInt(4) == 0) {
      return "("
          + vector(depth - 1)
          + ")["
          + pick("5m", "12m", "30m")
          + ":"
          + pick("", "1m", "17s", "30s")
          + "]"
          + shift();
    }
    return selector(random.nextInt(4) == 0 ? COUNTERS : GAUGES)
        + "["
        + pick(RANGES)
        + "]"
        + shift();
  }

  private String overTime(int depth) {
    return switch (random.nextInt(10)) {
      case 0 -> "quantile_over_time(" + scalar(0) + ", " + range(depth) + ")";
      case 1 -> "predict_linear(" + range(depth) + ", " + pick("600", "-60", "3600") + ")";
      case 2 -> "double_exponential_smoothing(" + range(depth) + ", 0.3, 0.6)";
      default -> pick(OVER_TIME) + "(" + range(depth) + ")";
    };
  }

  private String aggregation(int depth) {
    String grouping =
        switch (random.nextInt(5)) {
          case 0 -> "";
          case 1 -> " without (" + pick(LABELS) + ")";
          case 2 -> " by (" + pick(LABELS) + ", " + pick(LABELS) + ")";
          default -> " by (" + pick(LABELS) + ")";
        };
    String of = vector(depth - 1);
    return switch (random.nextInt(12)) {
      case 0 ->
          pick("topk", "bottomk")
              + grouping
              + " ("
              + (1 + random.nextInt(4))
              + ", "
              + distinct()
              + ")";
      case 1 ->
          "quantile" + grouping + " (" + pick("0.5", "0.9", "0", "1", "-1", "2") + ", " + of + ")";
      case 2 -> "count_values" + grouping + " (\"value\", " + leaf() + ")";
      default -> pick(AGGREGATIONS) + grouping + " (" + of + ")";
    };
  }

  /** Which of two equal values is the greater, Prometheus leaves to chance. */
  private String distinct() {
    return pick(
            "node_load1",
            "temperature_celsius",
            "node_memory_free_bytes",
            "rate(request_duration_seconds_sum[" + pick("5m", "17m") + "])")
        + pick("", " * 3", " / 7");
  }

  private String binary(int depth) {
    String operator = pick("+", "-", "*", "/", "%", "^", "atan2");
    String comparison = pick("==", "!=", ">", "<", ">=", "<=") + pick("", " bool");
    return switch (random.nextInt(9)) {
      case 0 -> vector(depth - 1) + " " + operator + " " + scalar(depth - 1);
      case 1 -> scalar(depth - 1) + " " + operator + " " + vector(depth - 1);
      case 2 -> vector(depth - 1) + " " + comparison + " " + scalar(depth - 1);
      case 3 ->
          vector(depth - 1)
              + " "
              + pick("and", "or", "unless")
              + matching()
              + " "
              + vector(depth - 1);
      case 4 -> {
        String by = " by (cluster" + pick("", ", instance", ", code") + ") (";
        yield "sum" + by + rate() + ") " + operator + " sum" + by + rate() + ")";
      }
      case 5 -> {
        String one = leaf();
        yield one + " " + comparison + " " + one;
      }
      case 6 -> "node_memory_free_bytes / node_memory_size_bytes" + pick("", " * 100 < 5");
      case 7 -> vector(depth - 1) + " " + operator + matching() + " " + vector(depth - 1);
      default -> "(" + leaf() + " " + operator + matching() + " " + leaf() + ")";
    };
  }

  private String matching() {
    return switch (random.nextInt(5)) {
      case 0 -> " on (cluster, instance)";
      case 1 -> " ignoring (code, method, version)";
      case 2 -> " on ()";
      default -> "";
    };
  }

  private String join() {
    return switch (random.nextInt(4)) {
      case 0 ->
          "http_requests_total * on (cluster, instance) group_left (version, region) build_info";
      case 1 -> "build_info * on (cluster, instance) group_right () " + rate();
      case 2 -> rate() + " / on (cluster, instance) group_left node_load1";
      default ->
          "sum by (cluster, instance) ("
              + rate()
              + ") + on (cluster, instance) group_left (version) build_info";
    };
  }

  private String math(int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> "clamp(" + vector(depth - 1) + ", " + scalar(0) + ", " + scalar(0) + ")";
      case 1 -> "clamp_" + pick("min", "max") + "(" + vector(depth - 1) + ", " + scalar(0) + ")";
      case 2 -> "round(" + vector(depth - 1) + ", " + pick("5", "0.1", "1e3") + ")";
      default -> pick(MATHS) + "(" + vector(depth - 1) + ")";
    };
  }

  private String labels(int depth) {
    return switch (random.nextInt(3)) {
      case 0 ->
          "label_replace("
              + vector(depth - 1)
              + ", \"host\", \"$1\", \"instance\", \"(.*):[0-9]+\")";
      case 1 -> "label_join(" + vector(depth - 1) + ", \"both\", \"-\", \"cluster\", \"job\")";
      default -> "label_replace(" + vector(depth - 1) + ", \"cluster\", \"x\", \"code\", \"5.*\")";
    };
  }

  private String quantile(int depth) {
    String phi = depth > 2 ? scalar(0) : pick("0.5", "0.9", "0.99", "0", "1", "1.5", "-0.5");
    String rates = "rate(request_duration_seconds_bucket[" + pick(RANGES) + "]" + shift() + ")";
    return "histogram_quantile("
        + phi
        + ", "
        + pick("sum by (le) (" + rates + ")", "sum by (cluster, le) (" + rates + ")", rates)
        + ")";
  }

  private String nativeHistogram(int depth) {
    String name = pick(NATIVE);
    String selected = name + pick("", "{cluster=\"east\"}");
    String windowed =
        switch (random.nextInt(5)) {
          case 0 -> selected + shift();
          case 1 ->
              pick(
                      "sum_over_time",
                      "avg_over_time",
                      "last_over_time",
                      "count_over_time",
                      "delta",
                      "irate",
                      "idelta")
                  + "("
                  + selected
                  + "["
                  + pick(RANGES)
                  + "])";
          default -> pick("rate", "increase") + "(" + selected + "[" + pick(RANGES) + "])";
        };
    String combined =
        switch (random.nextInt(5)) {
          case 0 -> "sum(" + windowed + ")";
          case 1 -> pick("sum", "avg") + " by (cluster) (" + windowed + ")";
          case 2 -> "(" + windowed + " " + pick("*", "/") + " " + scalar(0) + ")";
          case 3 -> "(" + windowed + " " + pick("+", "-") + " " + windowed + ")";
          default -> windowed;
        };
    return switch (random.nextInt(7)) {
      case 0 -> "histogram_quantile(" + pick("0.5", "0.9", "0", "1") + ", " + combined + ")";
      case 1 ->
          "histogram_fraction("
              + pick("0", "-Inf", "0.2")
              + ", "
              + pick("1", "Inf")
              + ", "
              + combined
              + ")";
      case 2 -> pick("histogram_sum", "histogram_count", "histogram_avg") + "(" + combined + ")";
      case 3 -> pick("histogram_stddev", "histogram_stdvar") + "(" + combined + ")";
      case 4 ->
          depth > 1 ? combined + " " + pick("==", "!=", "and", "or") + " " + windowed : combined;
      default -> combined;
    };
  }

  private String date(int depth) {
    return random.nextBoolean()
        ? pick(DATES) + "()"
        : pick(DATES)
            + "("
            + pick("process_start_time_seconds", "timestamp(" + leaf() + ")", vector(depth - 1))
            + ")";
  }

  private String scalar(int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 8)) {
      case 0 -> "0";
      case 1 -> "-1.5";
      case 2 -> "0x1F";
      case 3 -> "Inf";
      case 4 -> "NaN";
      case 5 -> "1e3";
      case 6, 7 -> String.valueOf(random.nextInt(100) / 10.0);
      case 8 -> "time()";
      case 9 -> "scalar(" + leaf() + ")";
      case 10 ->
          "("
              + scalar(depth - 1)
              + " "
              + pick("+", "-", "*", "/", "%", "^")
              + " "
              + scalar(depth - 1)
              + ")";
      default -> "pi()";
    };
  }

  /** What has to be refused. */
  private String wrong() {
    return switch (random.nextInt(8)) {
      case 0 -> "http_requests_total + on (cluster) http_requests_total";
      case 1 -> "sum(" + leaf();
      case 2 -> "rate(" + leaf() + ")";
      case 3 -> "http_requests_total * on (cluster) group_left () build_info";
      case 4 -> "label_replace(up, \"cluster\", \"x\", \"job\", \"(\")";
      case 5 -> "count_values(\"\", up)";
      case 6 -> "quantile_over_time(up[5m], 0.5)";
      default -> "label_join(up, \"~\", \"-\", \"job\") and " + leaf() + "[5m]";
    };
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }

  private String pick(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}

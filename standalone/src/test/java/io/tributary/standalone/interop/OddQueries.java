package io.tributary.standalone.interop;

import java.util.Random;
import java.util.function.IntFunction;

/**
 * Queries such as few dashboards have and somebody's does: names in quotes, series of many labels,
 * subqueries of subqueries, arithmetic on durations, experimental functions, every modifier of a
 * join.
 */
final class OddQueries {
  private static final String QUOTED = "{\"queue depth/π\"";

  private final Random random;
  private final IntFunction<String> vectors;

  /**
   * Of the same chance as all queries.
   *
   * @param vectors makes an expression of a vector, nested as deeply as asked for
   */
  OddQueries(Random random, IntFunction<String> vectors) {
    this.random = random;
    this.vectors = vectors;
  }

  String next() {
    return switch (random.nextInt(12)) {
      case 0 -> quotedName();
      case 1 -> manyLabels();
      case 2, 3 -> nestedSubquery();
      case 4 -> durations();
      case 5, 6 -> experimental();
      case 7, 8 -> join();
      case 9 -> set();
      case 10 -> literals();
      default -> matchers();
    };
  }

  private String quotedName() {
    String selector =
        QUOTED
            + pick("", ",\"host.name\"=\"a-1\"", ",\"host.name\"!~\"a.*\"", ",zone=\"z0\"")
            + "}";
    return switch (random.nextInt(5)) {
      case 0 -> "sum by (\"host.name\") (" + selector + ")";
      case 1 -> "avg_over_time(" + selector + "[" + pick("2m", "11m") + "])";
      case 2 -> selector + " / on (\"host.name\") group_left (zone) " + QUOTED + ",zone=\"z1\"}";
      case 3 -> "label_replace(" + selector + ", \"to.do\", \"$1\", \"host.name\", \"(.).*\")";
      default -> selector;
    };
  }

  private String manyLabels() {
    return switch (random.nextInt(5)) {
      case 0 -> "sum without (" + label() + ", " + label() + ") (many)";
      case 1 -> "max by (" + label() + ", " + label() + ", " + label() + ") (many)";
      case 2 -> "many{" + label() + "=~\"v[0-3]\"," + label() + "!=\"v1\"}";
      case 3 -> "many - ignoring (" + label() + ") group_right () many";
      default -> "topk by (" + label() + ") (1, many)";
    };
  }

  private String label() {
    return "l%02d".formatted(random.nextInt(40));
  }

  private String nestedSubquery() {
    String inner =
        pick("rate", "increase", "max_over_time", "last_over_time", "changes")
            + "("
            + pick("http_requests_total", "request_duration_seconds_sum", "late_total")
            + "["
            + pick("1m", "5m", "45s")
            + "]"
            + pick("", " offset 1m", " @ end()")
            + ")";
    String summed =
        pick(inner, "sum by (cluster) (" + inner + ")", "abs(" + inner + ")", "-" + inner);
    String once =
        pick("avg", "max", "sum", "stddev", "quantile", "last", "count", "mad")
            + "_over_time("
            + "%s("
            + summed
            + ")["
            + pick("10m", "7m", "91s")
            + ":"
            + pick("", "15s", "1m", "7s")
            + "]"
            + pick("", " offset 3m", " offset -2m", " @ start()", " @ 1760525000 offset 30s")
            + ")";
    String filled = once.formatted(once.startsWith("quantile") ? "0.7, " : "");
    return switch (random.nextInt(4)) {
      case 0 -> "max_over_time((" + filled + ")[15m:" + pick("1m", "40s") + "])";
      case 1 -> "deriv((" + filled + ")[15m:2m])";
      case 2 -> "absent_over_time((" + filled + " > 1)[5m:30s])";
      default -> filled;
    };
  }

  private String durations() {
    return switch (random.nextInt(4)) {
      case 0 -> "rate(http_requests_total[" + pick("2m * 2", "1m + 30s", "1h / 20") + "])";
      case 1 -> "node_load1 offset (" + pick("1m + 15s", "-1m", "2 * 30s", "5m - 90") + ")";
      case 2 -> "sum_over_time(node_load1[5m:" + pick("10 + 5", "1m / 2") + "])";
      default -> "node_load1 * " + pick("5m", "1h30m", "2s") + " > " + pick("100", "1m");
    };
  }

  private String experimental() {
    String gauge = pick("node_load1", "temperature_celsius", "node_memory_free_bytes");
    String window = "(" + gauge + "[" + pick("1m", "7m", "20m") + "])";
    return switch (random.nextInt(7)) {
      case 0 -> pick("ts_of_max", "ts_of_min", "ts_of_last") + "_over_time" + window;
      case 1 -> "mad_over_time" + window;
      case 2 ->
          "sort_by_label"
              + pick("", "_desc")
              + "("
              + gauge
              + ", "
              + pick("", "\"cluster\", ")
              + "\"instance\")";
      case 3 -> "count(limitk(" + random.nextInt(4) + ", " + vectors.apply(1) + "))";
      case 4 -> "count(limit_ratio(" + pick("0.5", "-0.5", "1", "0.1") + ", http_requests_total))";
      case 5 ->
          "double_exponential_smoothing(" + gauge + "[10m], 0.5, " + pick("0.1", "1", "0") + ")";
      default -> "limit_ratio(" + pick("0.4", "-0.6") + ", http_requests_total)";
    };
  }

  private String join() {
    String operator =
        pick("+", "-", "*", "/", "%", "^", "==", "!=", ">", "<=", "> bool", "== bool", "atan2");
    String one = pick("build_info", "node_load1", "up", "sum by (cluster, instance) (up)");
    String many = pick("http_requests_total", "request_duration_seconds_bucket", vectors.apply(1));
    return switch (random.nextInt(5)) {
      case 0 ->
          many
              + " "
              + operator
              + " on (cluster, instance) group_left ("
              + pick("", "version", "region, version", "job", "missing")
              + ") "
              + one;
      case 1 ->
          one
              + " "
              + operator
              + " on (instance, cluster) group_right ("
              + pick("", "version", "region")
              + ") "
              + many;
      case 2 ->
          many
              + " "
              + operator
              + " ignoring (method, code, version, region, le) group_left () "
              + one;
      case 3 -> many + " " + operator + " on (cluster) group_left () max by (cluster) (node_load1)";
      default -> many + " " + operator + " on (cluster, instance) " + one;
    };
  }

  private String set() {
    return vectors.apply(1)
        + " "
        + pick("and", "or", "unless")
        + pick("", " on (cluster)", " ignoring (instance)", " on ()", " on (cluster, missing)")
        + " ("
        + vectors.apply(1)
        + pick(")", " > 1)", " == 0)");
  }

  private String literals() {
    return pick(
        "\"a string\"",
        "`raw \\n`",
        "1_000 + 0b1",
        "1e3 ^ 2 ^ 0.5",
        "-2 ^ 2",
        "2 * 3 % 4 / 5",
        "1 < bool 2 == bool 1",
        "+Inf - -Inf",
        "scalar(up{instance=\"10.0.0.0:9100\",cluster=\"east\"}) * 2",
        "vector(time() - 1760523417)",
        "-node_load1 ^ 2 < 0",
        "sgn(-node_load1) + on (instance, cluster) node_load1 % 0.3");
  }

  private String matchers() {
    return "http_requests_total{code=~\""
        + pick("", ".+", ".*", "2..", "2..|5..", "(2|4)0[04]", "[^2].*", "200|404|", "\\\\d+")
        + "\",method"
        + pick("=~", "!~", "=", "!=")
        + "\""
        + pick("GET", "GET|POST", "P.*", "", "nothing", "(?i:get)")
        + "\"}";
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }
}

package io.tributary.bench.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Costs under one load, and their ratios to the cost of Prometheus. */
final class CostTable {
  private static final String BASE = "prometheus";

  private record Row(
      String name,
      String load,
      double cpuSeconds,
      Duration time,
      long samples,
      long residentMb,
      long peakMb) {
    /** CPU time for a unit of load: a sample, or a second where there are none. */
    double unitCost() {
      return samples == 0 ? cpuSeconds / time.toMillis() * 1e3 : cpuSeconds / samples;
    }
  }

  private final List<Row> rows = new ArrayList<>();

  /**
   * @param load what it does, for the name; ratios are between rows of the same load
   * @param samples taken in that time; 0 where the cost is that of time alone
   */
  void add(
      String name,
      String load,
      double cpuSeconds,
      Duration time,
      long samples,
      long residentMb,
      long peakMb) {
    rows.add(new Row(name, load, cpuSeconds, time, samples, residentMb, peakMb));
  }

  void print(String title) {
    StringBuilder out = new StringBuilder("\n" + title + "\n\n");
    out.append("| process | CPU-s a minute | CPU-s per million samples | to Prometheus |");
    out.append(" RSS / peak, MB |\n|---|---|---|---|---|\n");
    for (Row row : rows) {
      out.append(
          String.format(
              Locale.ROOT,
              "| %s%s | %.2f | %s | %s | %d / %d |%n",
              row.name(),
              row.load(),
              row.cpuSeconds() / row.time().toMillis() * 60_000,
              row.samples() == 0 ? "" : decimal(row.unitCost() * 1e6),
              ratio(row),
              row.residentMb(),
              row.peakMb()));
    }
    System.out.print(out);
    System.out.flush();
  }

  private String ratio(Row row) {
    double base =
        rows.stream()
            .filter(other -> other.name().equals(BASE) && other.load().equals(row.load()))
            .mapToDouble(Row::unitCost)
            .findFirst()
            .orElse(0);
    // Too cheap to be seen in the kernel's ticks of 10 ms: then there is no ratio to it.
    return base == 0 ? "" : decimal(row.unitCost() / base);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}

package io.tributary.promql.kernel;

/** {@code count_over_time}, and {@code present_over_time}, which is 1 wherever that is not 0. */
final class CountKernel extends RangeKernel {
  private final boolean count;

  CountKernel(boolean count) {
    this.count = count;
  }

  @Override
  protected void at(Windows w, int step, Row out) {
    out.setFloat(step, count ? w.floatCount(step) + w.histogramCount(step) : 1);
  }
}

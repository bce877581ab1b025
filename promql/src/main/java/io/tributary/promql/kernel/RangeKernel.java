package io.tributary.promql.kernel;

/**
 * A function of a range vector: one value for each window of a series. May keep scratch space, so
 * each reader has a kernel of its own. Threading: of one thread.
 */
public abstract class RangeKernel {
  /**
   * Puts the value for one window into {@code out}, or leaves the step as it is where there is
   * none. The window has a sample at least.
   */
  protected abstract void at(Windows windows, int step, Row out);

  /**
   * Puts the values for all windows into {@code out}, which holds nothing. A kernel that can do
   * better than window by window, because windows overlap, overrides this.
   */
  public void all(Windows windows, Row out) {
    for (int step = 0; step < windows.steps; step++) {
      if (windows.floatCount(step) + windows.histogramCount(step) > 0) {
        at(windows, step, out);
      }
    }
  }
}

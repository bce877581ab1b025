package io.tributary.streams.backtest;

import io.tributary.streams.window.AgeClass;
import io.tributary.streams.window.WindowLog;

/** For an engine that is never restarted. */
final class ForgetfulWindowLog implements WindowLog {
  @Override
  public void putSeries(int id, byte[] labels) {}

  @Override
  public void deleteSeries(int id) {}

  @Override
  public void putBlock(AgeClass age, long sequence, byte[] block) {}

  @Override
  public void deleteBlock(AgeClass age, long sequence) {}

  @Override
  public void restore(Restorer restorer) {}
}

package io.tributary.hub.api;

import io.tributary.promql.syntax.Matcher;
import java.io.IOException;
import java.util.List;

/** What may be done to the store through the API, where that is switched on. */
public interface StoreAdmin {
  /** Deletes the samples in the range of the series that a selector selects. */
  void delete(List<Matcher> selector, long fromMs, long toMs) throws IOException;

  /** Removes deleted samples from the disk. */
  void cleanTombstones() throws IOException;

  /**
   * Copies the blocks, and the head as one, into a folder of their own.
   *
   * @return the folder's name
   */
  String snapshot(boolean skipHead) throws IOException;
}

package io.tributary.hub.index;

import java.io.IOException;
import java.util.List;

/** For each label, which series have it. The arrays returned are not to be written to. */
public interface PostingsIndex {
  /** All series. */
  int[] all() throws IOException;

  /** The names of all labels, ascending. */
  List<String> names() throws IOException;

  /** All values of a label, ascending; none where there is no such label. */
  List<String> values(String name) throws IOException;

  /** The series that have this label of this value; none where there is no such label. */
  int[] postings(String name, String value) throws IOException;

  /** How many series that are. */
  int count(String name, String value) throws IOException;
}

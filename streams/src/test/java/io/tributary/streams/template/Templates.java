package io.tributary.streams.template;

import java.util.List;

/** Short forms for the tests of this package. */
final class Templates {
  /** 2012-11-24 11:14:12 UTC. */
  static final long NOW_MS = 1_353_755_652_000L;

  static final String URL = "http://testhost:9090/path/prefix";

  private Templates() {}

  static String expand(String text) {
    return expand(text, Value.Missing.VALUE);
  }

  static String expand(String text, Value dot) {
    return expand(text, dot, List.of());
  }

  /** Expands a template named "test"; each query has the given result. */
  static String expand(String text, Value dot, List<TemplateSample> queryResult) {
    return Template.parse("test", text)
        .expand(dot, new Expansion(NOW_MS, URL, query -> queryResult));
  }
}

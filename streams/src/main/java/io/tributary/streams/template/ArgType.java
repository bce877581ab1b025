package io.tributary.streams.template;

/** The types that functions take. */
enum ArgType {
  ANY("interface {}"),
  STRING("string"),
  INT("int"),
  SAMPLE("*template.sample"),
  QUERY_RESULT("template.queryResult"),
  DURATION("time.Duration"),
  TIME("time.Time");

  private final String goName;

  ArgType(String goName) {
    this.goName = goName;
  }

  /** Whether a value may be given for it. */
  boolean takes(Value value) {
    return switch (this) {
      case ANY -> true;
      case STRING -> value instanceof Value.Text;
      case INT -> value instanceof Value.Int;
      case SAMPLE -> value instanceof Value.Sample;
      case QUERY_RESULT -> value.goType().equals(Value.Listing.QUERY_RESULT);
      case DURATION -> value instanceof Value.Span;
      case TIME -> value instanceof Value.Moment;
    };
  }

  @Override
  public String toString() {
    return goName;
  }
}

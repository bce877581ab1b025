package io.tributary.promql.syntax;

/** What an expression evaluates to. */
public enum ValueType {
  SCALAR("scalar", "scalar"),
  VECTOR("vector", "instant vector"),
  MATRIX("matrix", "range vector"),
  STRING("string", "string"),
  /** The type of a piece that could not be parsed; never that of a parsed expression. */
  NONE("none", "none");

  private final String apiName;
  private final String documentedName;

  ValueType(String apiName, String documentedName) {
    this.apiName = apiName;
    this.documentedName = documentedName;
  }

  /** The name in the HTTP API's {@code resultType}. */
  public String apiName() {
    return apiName;
  }

  /** The name in the documentation and in error messages. */
  public String documentedName() {
    return documentedName;
  }
}

package io.tributary.hub.api;

/** A request that gets an error for an answer. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorType type;

  ApiException(ErrorType type, String message) {
    super(message);
    this.type = type;
  }

  /** As Prometheus words it: {@code invalid parameter "name": why}. */
  static ApiException invalidParameter(String name, String why) {
    return new ApiException(ErrorType.BAD_DATA, "invalid parameter \"" + name + "\": " + why);
  }

  ErrorType type() {
    return type;
  }
}

package io.tributary.hub.api;

/** The classes of errors of the HTTP API, with their codes. Prometheus: {@code web/api/v1}. */
enum ErrorType {
  TIMEOUT("timeout", 503),
  CANCELED("canceled", 499),
  EXECUTION("execution", 422),
  BAD_DATA("bad_data", 400),
  INTERNAL("internal", 500),
  UNAVAILABLE("unavailable", 503),
  NOT_FOUND("not_found", 404);

  private final String text;
  private final int status;

  ErrorType(String text, int status) {
    this.text = text;
    this.status = status;
  }

  String text() {
    return text;
  }

  int status() {
    return status;
  }
}

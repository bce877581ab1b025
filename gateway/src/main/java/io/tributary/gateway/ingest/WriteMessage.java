package io.tributary.gateway.ingest;

/** Which protobuf message a body holds. */
public enum WriteMessage {
  /** Remote Write 1.0. */
  V1("prometheus.WriteRequest"),
  /** Remote Write 2.0. */
  V2("io.prometheus.write.v2.Request");

  private final String proto;

  WriteMessage(String proto) {
    this.proto = proto;
  }

  /** The message's full name, as the content type's {@code proto} parameter has it. */
  public String proto() {
    return proto;
  }
}

package io.tributary.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.gateway.ingest.WriteMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteFormatTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "application/x-protobuf",
        "Application/X-Protobuf",
        "application/x-protobuf;proto=prometheus.WriteRequest",
        "application/x-protobuf; charset=utf-8",
      })
  void type_isOfVersion1(String contentType) {
    assertThat(WriteFormat.of(contentType)).isEqualTo(WriteMessage.V1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-protobuf;proto=io.prometheus.write.v2.Request",
        "application/x-protobuf; proto=io.prometheus.write.v2.Request",
        "application/x-protobuf;proto=\"io.prometheus.write.v2.Request\"",
        "application/x-protobuf ; PROTO = io.prometheus.write.v2.request",
      })
  void type_isOfVersion2(String contentType) {
    assertThat(WriteFormat.of(contentType)).isEqualTo(WriteMessage.V2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/json",
        "application/x-protobuf;proto=prometheus.Other",
        "application/x-protobuf;proto",
        "application/x-protobuf;",
      })
  void type_isNotOfRemoteWrite(String contentType) {
    assertThat(WriteFormat.of(contentType)).isNull();
  }

  @Test
  void noType_isVersion1() {
    assertThat(WriteFormat.of(null)).isEqualTo(WriteMessage.V1);
  }
}

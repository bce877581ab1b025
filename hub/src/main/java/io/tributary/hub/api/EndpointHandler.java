package io.tributary.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts an endpoint's answer, or its error, into the envelope that all answers have. */
final class EndpointHandler implements HttpHandler {
  private static final Logger log = LoggerFactory.getLogger(EndpointHandler.class);
  private static final JsonFactory JSON = new JsonFactory();

  private final Endpoint endpoint;
  private final ClientWatch watch;

  EndpointHandler(Endpoint endpoint, ClientWatch watch) {
    this.watch = watch;
    this.endpoint = endpoint;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    Answer answer;
    try {
      answer =
          watch.whileWaiting(
              exchange, client -> endpoint.answer(RequestParams.of(exchange, client)));
    } catch (ApiException e) {
      error(exchange, e.type(), String.valueOf(e.getMessage()));
      return;
    } catch (RuntimeException e) {
      log.error("request failed path={}", exchange.getRequestPath(), e);
      error(exchange, ErrorType.INTERNAL, e.toString());
      return;
    }
    Answer.Body data = answer.data();
    if (data == null) {
      exchange.setStatusCode(StatusCodes.NO_CONTENT);
      return;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    try (OutputStream out = EncodedOutput.of(exchange);
        JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("status", "success");
      json.writeFieldName("data");
      data.write(json);
      notes(json, "warnings", answer.warnings());
      notes(json, "infos", answer.infos());
      json.writeEndObject();
    }
  }

  private static void notes(JsonGenerator json, String name, List<String> notes)
      throws IOException {
    if (!notes.isEmpty()) {
      json.writeArrayFieldStart(name);
      for (String note : notes) {
        json.writeString(note);
      }
      json.writeEndArray();
    }
  }

  static void error(HttpServerExchange exchange, ErrorType type, String message)
      throws IOException {
    exchange.setStatusCode(type.status());
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("status", "error");
      json.writeStringField("errorType", type.text());
      json.writeStringField("error", message);
      json.writeEndObject();
    }
    try (OutputStream body = new ResponseBody(exchange)) {
      body.write(text.toString().getBytes(UTF_8));
    }
  }
}

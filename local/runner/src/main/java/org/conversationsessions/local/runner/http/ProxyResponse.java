package org.conversationsessions.local.runner.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Maps a function's response to HTTP as API Gateway does, payload format 2.0: an object with {@code
 * statusCode} is the response; any other JSON is the body of a 200. Source: API Gateway developer
 * guide, "Create AWS Lambda proxy integrations for HTTP APIs", "Lambda function response for format
 * 2.0".
 */
final class ProxyResponse {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Connection headers, which a function cannot set. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of("content-length", "transfer-encoding", "connection", "keep-alive");

  private ProxyResponse() {}

  /** Returns the response; empty if it is malformed, which API Gateway answers with 500. */
  static Optional<Response> of(byte[] payload) {
    try {
      JsonNode answer = JSON.readTree(payload);
      if (answer == null || answer.isMissingNode()) {
        return Optional.empty();
      }
      return answer.has("statusCode") ? structured(answer) : Optional.of(inferred(answer));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Response inferred(JsonNode answer) {
    String body = answer.isTextual() ? answer.textValue() : answer.toString();
    return new Response(
        200,
        Map.of("content-type", List.of("application/json")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Response> structured(JsonNode answer) {
    int status = answer.path("statusCode").asInt(0);
    JsonNode body = answer.path("body");
    boolean hasBody = !body.isMissingNode() && !body.isNull();
    if (status < 200 || status > 599 || (hasBody && !body.isTextual())) {
      return Optional.empty();
    }
    byte[] bytes =
        answer.path("isBase64Encoded").asBoolean(false)
            ? Base64.getDecoder().decode(body.asText(""))
            : body.asText("").getBytes(StandardCharsets.UTF_8);
    return Optional.of(new Response(status, headers(answer), hasBody ? bytes : new byte[0]));
  }

  private static Map<String, List<String>> headers(JsonNode answer) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
      add(headers, header.getKey(), header.getValue());
    }
    for (Map.Entry<String, JsonNode> header : answer.path("multiValueHeaders").properties()) {
      header.getValue().forEach(value -> add(headers, header.getKey(), value));
    }
    answer.path("cookies").forEach(cookie -> add(headers, "set-cookie", cookie));
    headers.keySet().removeAll(NOT_PASSED_ON);
    headers.putIfAbsent("content-type", List.of("text/plain;charset=UTF-8"));
    return headers;
  }

  private static void add(Map<String, List<String>> headers, String name, JsonNode value) {
    headers
        .computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
        .add(value.asText());
  }
}

package org.conversationsessions.local.runner.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The AWS JSON protocol: passes a call to the service that its {@code X-Amz-Target} names. */
final class AwsJsonApi {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<AwsJsonService> services;

  AwsJsonApi(List<AwsJsonService> services) {
    this.services = List.copyOf(services);
  }

  /** Returns whether a request uses this protocol. */
  boolean takes(Request request) {
    return request.headers().containsKey("x-amz-target");
  }

  Response answer(Request request) {
    String protocol = request.header("content-type").orElse("application/x-amz-json-1.0");
    String target = request.header("x-amz-target").orElse("");
    return answer(target, request.body()).with("content-type", protocol);
  }

  private Response answer(String target, byte[] body) {
    int dot = target.lastIndexOf('.');
    for (AwsJsonService service : services) {
      if (dot >= 0 && service.targetPrefix().equals(target.substring(0, dot))) {
        try {
          Map<String, Object> input =
              body.length == 0 ? Map.of() : JSON.readValue(body, new TypeReference<>() {});
          return Response.json(200, service.call(target.substring(dot + 1), input));
        } catch (AwsJsonException e) {
          return error(e.status(), e.type(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
          return error(400, "SerializationException", "the request is not a JSON object");
        }
      }
    }
    return error(400, "UnknownOperationException", "no service here supports this operation");
  }

  private static Response error(int status, String type, String message) {
    return Response.json(status, Map.of("__type", type, "message", message))
        .with("x-amzn-errortype", type.substring(type.indexOf('#') + 1));
  }
}

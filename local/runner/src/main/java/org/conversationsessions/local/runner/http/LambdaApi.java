package org.conversationsessions.local.runner.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.lambda.Invocation;

/**
 * Lambda's <i>Invoke</i> call for AWS clients. One thing differs from the service: a failed
 * asynchronous invocation is not retried. Source: AWS Lambda API reference, "Invoke".
 */
final class LambdaApi {
  private static final Pattern PATH =
      Pattern.compile("/2015-03-31/functions/([^/]+)/invocations/?");
  private static final int MAX_ASYNCHRONOUS_BYTES = 1024 * 1024;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION);

  private final Set<String> names;
  private final Functions functions;

  /**
   * Creates the call.
   *
   * @param names the functions' logical ids
   */
  LambdaApi(Set<String> names, Functions functions) {
    this.names = names;
    this.functions = functions;
  }

  /** Returns whether a request is an <i>Invoke</i>. */
  boolean takes(Request request) {
    return request.method().equals("POST") && PATH.matcher(request.path()).matches();
  }

  Response answer(Request request) {
    Matcher path = PATH.matcher(request.path());
    String function = path.matches() ? name(PercentEncoding.decodePath(path.group(1))) : "";
    if (!names.contains(function)) {
      return error(
          404,
          "ResourceNotFoundException",
          "Function not found: arn:aws:lambda:local:000000000000:function:" + function);
    }
    byte[] event =
        request.body().length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : request.body();
    try {
      JSON.readTree(event);
    } catch (IOException e) {
      return error(
          400,
          "InvalidRequestContentException",
          "Could not parse request body into json: " + e.getMessage());
    }
    return switch (request.header("x-amz-invocation-type").orElse("RequestResponse")) {
      case "RequestResponse" ->
          event.length > Functions.MAX_EVENT_BYTES
              ? tooLarge(Functions.MAX_EVENT_BYTES)
              : invoke(function, event);
      case "Event" -> {
        if (event.length > MAX_ASYNCHRONOUS_BYTES) {
          yield tooLarge(MAX_ASYNCHRONOUS_BYTES);
        }
        Thread.ofVirtual().start(() -> functions.invoke(function, event));
        yield new Response(202, Map.of(), new byte[0]);
      }
      case "DryRun" -> new Response(204, Map.of(), new byte[0]);
      default ->
          error(
              400,
              "InvalidParameterValueException",
              "The invocation type is RequestResponse, Event or DryRun");
    };
  }

  private Response invoke(String function, byte[] event) {
    Invocation outcome = functions.invoke(function, event);
    Response response =
        new Response(
            200,
            Map.of(
                "content-type", List.of("application/json"),
                "x-amz-executed-version", List.of("$LATEST")),
            outcome.payload());
    return switch (outcome) {
      case Invocation.Succeeded _ -> response;
      case Invocation.Failed _ -> response.with("x-amz-function-error", "Unhandled");
    };
  }

  /**
   * Extracts the function's name from a name, partial ARN or ARN, each with an optional version.
   */
  private static String name(String given) {
    String[] parts = given.split(":function:", 2);
    return parts[parts.length - 1].split(":", 2)[0];
  }

  private static Response tooLarge(int limit) {
    return error(
        413,
        "RequestTooLargeException",
        "Request must be smaller than " + limit + " bytes for the InvokeFunction operation");
  }

  private static Response error(int status, String type, String message) {
    return Response.json(status, Map.of("Type", "User", "Message", message))
        .with("x-amzn-errortype", type);
  }
}

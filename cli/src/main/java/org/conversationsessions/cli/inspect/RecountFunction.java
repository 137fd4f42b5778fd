package org.conversationsessions.cli.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandRunner;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** The Lambda function that recounts sessions. */
final class RecountFunction {
  private static final JsonMapper JSON = new JsonMapper();

  private final LambdaClient lambda;
  private final String name;

  RecountFunction(LambdaClient lambda, String name) {
    this.lambda = lambda;
    this.name = name;
  }

  /**
   * Invokes the function once and waits for its answer.
   *
   * @throws CliException if the invocation or the function fails
   */
  RecountResult invoke(JsonNode event) {
    try {
      InvokeResponse response =
          lambda.invoke(
              invoke ->
                  invoke.functionName(name).payload(SdkBytes.fromUtf8String(event.toString())));
      JsonNode answer = JSON.readTree(response.payload().asString(StandardCharsets.UTF_8));
      if (response.functionError() != null) {
        throw new CliException(
            "the recount failed: "
                + CommandRunner.oneLine(answer.path("errorMessage").asText())
                + "; see the log of the function "
                + name);
      }
      return RecountResult.read(answer);
    } catch (SdkException e) {
      throw new CliException(
          "the function "
              + name
              + " cannot be invoked, or its answer was lost: "
              + CommandRunner.oneLine(String.valueOf(e.getMessage()))
              + "; it may still be running, so wait 15 minutes before you start it again",
          e);
    } catch (JsonProcessingException e) {
      throw new CliException(
          "the function "
              + name
              + " did not answer with JSON: check that the address or stack is of this service",
          e);
    }
  }
}

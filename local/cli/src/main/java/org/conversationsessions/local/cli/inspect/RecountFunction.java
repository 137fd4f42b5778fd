package org.conversationsessions.local.cli.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.Program;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Invokes the function that recounts, and waits as long as it may take. */
public final class RecountFunction {
  private static final JsonMapper JSON = new JsonMapper();

  /** The function may take 900 s. */
  private static final Duration LONGEST = Duration.ofSeconds(930);

  private final LambdaClient lambda;
  private final String name;

  RecountFunction(LambdaClient lambda, String name) {
    this.lambda = lambda;
    this.name = name;
  }

  /**
   * A client that waits for the function's longest time and never invokes twice. A second recount
   * would run alongside the first, and the first one's answer would be lost.
   */
  public static LambdaClientBuilder patientClient() {
    return LambdaClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(10))
                .socketTimeout(LONGEST))
        .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  /** Invokes the function once. */
  RecountResult invoke(JsonNode event) {
    try {
      InvokeResponse response =
          lambda.invoke(
              invoke ->
                  invoke.functionName(name).payload(SdkBytes.fromUtf8String(event.toString())));
      JsonNode answer = JSON.readTree(response.payload().asString(StandardCharsets.UTF_8));
      if (response.functionError() != null) {
        throw new CliException(
            "the recount failed: " + Program.oneLine(answer.path("errorMessage").asText()));
      }
      return RecountResult.read(answer);
    } catch (SdkException e) {
      throw new CliException(
          "the function "
              + name
              + " cannot be invoked, or its answer was lost: "
              + Program.oneLine(String.valueOf(e.getMessage()))
              + "; it may still be running, so wait 15 minutes before you start it again",
          e);
    } catch (JsonProcessingException e) {
      throw new CliException("the function " + name + " answered no JSON: is it the recount?", e);
    }
  }
}

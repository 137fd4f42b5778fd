package org.conversationsessions.local.runner.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.lambda.Invocation;
import org.junit.jupiter.api.Test;

class LambdaApiTest {
  private final BlockingQueue<String> invoked = new ArrayBlockingQueue<>(10);
  private final Functions functions =
      (name, payload) -> {
        String event = new String(payload, UTF_8);
        invoked.add(name + event);
        return event.contains("fail")
            ? new Invocation.Failed("T", "m", "{\"errorType\":\"T\"}".getBytes(UTF_8))
            : new Invocation.Succeeded("{\"ok\":true}".getBytes(UTF_8));
      };
  private final LambdaApi api = new LambdaApi(Set.of("Sweep"), functions);

  @Test
  void invokesAFunctionByNameOrArn() {
    for (String name :
        List.of(
            "Sweep",
            "Sweep:live",
            "arn:aws:lambda:local:000000000000:function:Sweep:live",
            "arn%3Aaws%3Alambda%3Alocal%3A000000000000%3Afunction%3ASweep%3Alive",
            "000000000000:function:Sweep",
            "arn%3Aaws%3Alambda%3Alocal%3A000000000000%3Afunction%3ASweep")) {
      Response response = api.answer(request(name, "{\"a\":1}").build());
      assertThat(response.status()).as(name).isEqualTo(200);
      assertThat(response.body()).asString(UTF_8).isEqualTo("{\"ok\":true}");
      assertThat(response.headers())
          .containsEntry("x-amz-executed-version", List.of("$LATEST"))
          .doesNotContainKey("x-amz-function-error");
    }
    assertThat(invoked).hasSize(6).containsOnly("Sweep{\"a\":1}");
  }

  @Test
  void aQualifierNamesTheSameFunction() {
    RequestBuilder qualified =
        new RequestBuilder(
            "POST", "/2015-03-31/functions/Sweep/invocations", "Qualifier=live", "{}");

    assertThat(api.takes(qualified.build())).isTrue();
    assertThat(api.answer(qualified.build()).status()).isEqualTo(200);
    assertThat(invoked).containsExactly("Sweep{}");
  }

  @Test
  void tellsAFailureOfTheFunctionInAHeader() {
    Response response = api.answer(request("Sweep", "\"fail\"").build());

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers()).containsEntry("x-amz-function-error", List.of("Unhandled"));
    assertThat(response.body()).asString(UTF_8).isEqualTo("{\"errorType\":\"T\"}");
  }

  @Test
  void invokesWithAnEmptyObjectIfThereIsNoPayload() {
    api.answer(request("Sweep", "").build());

    assertThat(invoked).containsExactly("Sweep{}");
  }

  @Test
  void doesNotWaitForAnEvent() throws Exception {
    Response response =
        api.answer(request("Sweep", "1").with("x-amz-invocation-type", "Event").build());

    assertThat(response.status()).isEqualTo(202);
    assertThat(response.body()).isEmpty();
    assertThat(invoked.poll(10, TimeUnit.SECONDS)).isEqualTo("Sweep1");
  }

  @Test
  void invokesNothingInADryRun() {
    Response response =
        api.answer(request("Sweep", "1").with("x-amz-invocation-type", "DryRun").build());

    assertThat(response.status()).isEqualTo(204);
    assertThat(invoked).isEmpty();
  }

  @Test
  void refusesAsLambdaDoes() {
    assertError(request("Nobody", "{}"), 404, "ResourceNotFoundException");
    assertError(request("Sweep", "{no json"), 400, "InvalidRequestContentException");
    assertError(request("Sweep", "1 2"), 400, "InvalidRequestContentException");
    assertError(
        request("Sweep", "1").with("x-amz-invocation-type", "Maybe"),
        400,
        "InvalidParameterValueException");
    String big = "\"" + "x".repeat(Functions.MAX_EVENT_BYTES) + "\"";
    assertError(request("Sweep", big), 413, "RequestTooLargeException");
    assertError(
        request("Sweep", big.substring(5_000_000).replaceFirst("x", "\""))
            .with("x-amz-invocation-type", "Event"),
        413,
        "RequestTooLargeException");
    assertThat(invoked).isEmpty();
  }

  private void assertError(RequestBuilder request, int status, String type) {
    Response response = api.answer(request.build());
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.headers()).containsEntry("x-amzn-errortype", List.of(type));
  }

  private static RequestBuilder request(String function, String payload) {
    return new RequestBuilder(
        "POST", "/2015-03-31/functions/" + function + "/invocations", "", payload);
  }
}

package org.conversationsessions.functions.finishclosing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

class LambdaScriptRunnerTest {
  private static final Session SESSION =
      Session.starting(
          SessionId.of(Instant.EPOCH, 1), new ConversationKey(new BotId("st-1"), "ada", "rtm"));

  private final List<InvokeRequest> requests = new ArrayList<>();

  @Test
  void asksTheFunctionAndReadsWhatTheScriptCleared() {
    ScriptOutcome outcome =
        run("{\"cleared\":{\"all\":false,\"profiles\":[\"a\",\"b\"]},\"error\":null}", null);

    assertThat(outcome).isEqualTo(new ScriptOutcome(false, Set.of("a", "b"), Optional.empty()));
    assertThat(requests.getFirst().functionName()).isEqualTo("runner");
    assertThat(requests.getFirst().payload().asUtf8String())
        .isEqualTo(
            "{\"botId\":\"st-1\",\"sessionId\":\""
                + SESSION.id()
                + "\",\"script\":\"a \\\"b\\\"\"}");
  }

  @Test
  void aFailureKeepsWhatWasClearedBefore() {
    assertThat(
            run(
                "{\"cleared\":{\"all\":true,\"profiles\":[]},\"error\":{\"kind\":\"timeout\","
                    + "\"message\":\"too long\",\"line\":7}}",
                null))
        .isEqualTo(
            new ScriptOutcome(
                true,
                Set.of(),
                Optional.of(new ScriptOutcome.ScriptFailure("timeout", "too long", 7))));
  }

  @Test
  void whatWasClearedBeforeThePlatformEndedAScriptCounts() {
    ScriptOutcome outcome =
        run(
            "{\"cleared\":{\"all\":false,\"profiles\":[\"a\"]},\"error\":{\"kind\":\"platform\","
                + "\"message\":\"killed\",\"line\":null}}",
            null);
    assertThat(outcome.clearedProfiles()).containsExactly("a");
    assertThat(outcome.failure().map(ScriptOutcome.ScriptFailure::isTransient)).contains(true);
  }

  @Test
  void aFunctionThatEndsWithoutAnAnswerHasCrashed() {
    for (ScriptOutcome outcome :
        List.of(
            run("{\"errorMessage\":\"Task timed out\"}", "Unhandled"),
            run("{}", null),
            run("null", null),
            run("nonsense", null))) {
      assertThat(outcome.clearsAnything()).isFalse();
      assertThat(outcome.failure().map(ScriptOutcome.ScriptFailure::kind)).contains("crashed");
      assertThat(outcome.failure().map(ScriptOutcome.ScriptFailure::isTransient)).contains(true);
    }
  }

  @Test
  void aFunctionThatCannotBeReachedIsAFailureOfThePlatform() {
    assertThat(run(null, null).failure())
        .contains(
            new ScriptOutcome.ScriptFailure(
                "platform",
                "the function that runs scripts did not answer: TooManyRequestsException",
                0));
  }

  @Test
  void aFailureOfTheScriptItselfIsNotPassing() {
    for (String kind : List.of("syntax", "failed", "timeout", "memory", "stack", "tooMuch")) {
      ScriptOutcome outcome =
          run(
              "{\"cleared\":{},\"error\":{\"kind\":\"" + kind + "\",\"message\":\"m\",\"line\":1}}",
              null);
      assertThat(outcome.failure().map(ScriptOutcome.ScriptFailure::isTransient))
          .as(kind)
          .contains(false);
    }
  }

  private ScriptOutcome run(@Nullable String payload, @Nullable String error) {
    return new LambdaScriptRunner(new Functions(payload, error), "runner").run(SESSION, "a \"b\"");
  }

  /** A fake Lambda client. It throttles if there is no payload. */
  private final class Functions implements LambdaClient {
    private final @Nullable String payload;
    private final @Nullable String error;

    Functions(@Nullable String payload, @Nullable String error) {
      this.payload = payload;
      this.error = error;
    }

    @Override
    public InvokeResponse invoke(InvokeRequest request) {
      requests.add(request);
      if (payload == null) {
        throw TooManyRequestsException.builder().message("slow down").build();
      }
      return InvokeResponse.builder()
          .payload(SdkBytes.fromUtf8String(payload))
          .functionError(error)
          .build();
    }

    @Override
    public String serviceName() {
      return "lambda";
    }

    @Override
    public void close() {}
  }
}

package org.conversationsessions.functions.finishclosing;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.application.closing.ScriptRunner;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.event.ScriptOutcome.ScriptFailure;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonBoolean;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.Json.JsonString;
import org.conversationsessions.json.JsonNumber;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonWriter;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Runs scripts in a separate function, which does nothing else and has no other permissions. A
 * failed invocation results in a transient failure, not in an exception.
 *
 * @param functionName the name of that function
 */
record LambdaScriptRunner(LambdaClient lambda, String functionName) implements ScriptRunner {
  @Override
  public ScriptOutcome run(Session session, String script) {
    InvokeResponse response;
    try {
      response =
          lambda.invoke(
              invoke ->
                  invoke
                      .functionName(functionName)
                      .payload(SdkBytes.fromUtf8String(request(session, script))));
    } catch (SdkException e) {
      // Throttling, a network failure or a timeout: the script's result is unknown.
      return failed(
          ScriptFailure.PLATFORM,
          "the function that runs scripts did not answer: " + e.getClass().getSimpleName());
    }
    if (response.functionError() != null) {
      return failed(
          ScriptFailure.CRASHED, "the function that ran the script ended without an answer");
    }
    return JsonReader.read(
            response.payload().asString(StandardCharsets.UTF_8), JsonReader.Duplicates.LAST_HOLDS)
        .object()
        .filter(object -> object.member("cleared").isPresent())
        .map(LambdaScriptRunner::outcome)
        .orElseGet(
            () ->
                failed(
                    ScriptFailure.CRASHED,
                    "the function that ran the script gave an unreadable answer"));
  }

  private static ScriptOutcome failed(String kind, String message) {
    return new ScriptOutcome(
        false, Set.of(), Optional.of(ScriptFailure.withoutLine(kind, message)));
  }

  private static String request(Session session, String script) {
    return new JsonWriter()
        .beginObject()
        .name("botId")
        .string(session.conversation().bot().value())
        .name("sessionId")
        .string(session.id().value())
        .name("script")
        .string(script)
        .endObject()
        .finish()
        .utf8Text()
        .orElseThrow();
  }

  private static ScriptOutcome outcome(JsonObject response) {
    JsonObject cleared = response.object("cleared");
    Set<String> profiles = new LinkedHashSet<>();
    if (cleared.member("profiles").orElse(Json.NULL) instanceof JsonArray(List<Json> names)) {
      for (Json name : names) {
        if (name instanceof JsonString(String text)) {
          profiles.add(text);
        }
      }
    }
    return new ScriptOutcome(
        cleared.member("all").orElse(Json.NULL) instanceof JsonBoolean(boolean all) && all,
        profiles,
        response.member("error").map(LambdaScriptRunner::failure));
  }

  private static ScriptFailure failure(Json json) {
    JsonObject error = json instanceof JsonObject object ? object : JsonObject.EMPTY;
    return new ScriptFailure(
        error.text("kind").orElse("failed"),
        error.text("message").orElse(""),
        error.member("line").orElse(Json.NULL) instanceof JsonNumber line
            ? (int) line.nearest()
            : 0);
  }
}

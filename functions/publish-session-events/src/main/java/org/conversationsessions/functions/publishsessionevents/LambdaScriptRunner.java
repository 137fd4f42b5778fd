package org.conversationsessions.functions.publishsessionevents;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.api.json.Json;
import org.conversationsessions.api.json.Json.JsonArray;
import org.conversationsessions.api.json.Json.JsonFlag;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.Json.JsonText;
import org.conversationsessions.api.json.JsonNumber;
import org.conversationsessions.api.json.JsonReader;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.domain.StoreException;
import org.conversationsessions.domain.outbox.ScriptOutcome;
import org.conversationsessions.domain.outbox.ScriptRunner;
import org.conversationsessions.domain.session.Session;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Has scripts run by the function that is there for nothing else and may do nothing else.
 *
 * @param functionName that function
 */
record LambdaScriptRunner(LambdaClient lambda, String functionName) implements ScriptRunner {
  private static final ScriptOutcome.Failure DEFEATED =
      new ScriptOutcome.Failure("crashed", "the script ended the function that ran it", 0);

  @Override
  public ScriptOutcome run(Session session, String script) {
    InvokeResponse answer;
    try {
      answer =
          lambda.invoke(
              invoke ->
                  invoke
                      .functionName(functionName)
                      .payload(SdkBytes.fromUtf8String(request(session, script))));
    } catch (SdkException e) {
      throw new StoreException("running a closing's script: " + e.getMessage(), e);
    }
    // The function ended without an answer: what its own limits did not stop, Lambda's did.
    return answer.functionError() == null
        ? outcome(answer.payload().asString(StandardCharsets.UTF_8))
        : new ScriptOutcome(false, Set.of(), Optional.of(DEFEATED));
  }

  private static String request(Session session, String script) {
    return new JsonWriter()
        .beginObject()
        .name("botId")
        .text(session.conversation().bot().value())
        .name("sessionId")
        .text(session.id().value())
        .name("script")
        .text(script)
        .endObject()
        .finish()
        .utf8Text()
        .orElseThrow();
  }

  private static ScriptOutcome outcome(String payload) {
    JsonObject answer =
        JsonReader.read(payload, JsonReader.Duplicates.LAST_HOLDS)
            .object()
            .orElseThrow(() -> new StoreException("a script's outcome is no JSON object"));
    JsonObject cleared = answer.object("cleared");
    Set<String> profiles = new LinkedHashSet<>();
    if (cleared.member("profiles").orElse(Json.NULL) instanceof JsonArray(List<Json> names)) {
      for (Json name : names) {
        if (name instanceof JsonText(String text)) {
          profiles.add(text);
        }
      }
    }
    return new ScriptOutcome(
        cleared.member("all").orElse(Json.NULL) instanceof JsonFlag(boolean all) && all,
        profiles,
        answer.member("error").map(LambdaScriptRunner::failure));
  }

  private static ScriptOutcome.Failure failure(Json json) {
    JsonObject error = json instanceof JsonObject object ? object : JsonObject.EMPTY;
    return new ScriptOutcome.Failure(
        error.text("kind").orElse("failed"),
        error.text("message").orElse(""),
        error.member("line").orElse(Json.NULL) instanceof JsonNumber line
            ? (int) line.nearest()
            : 0);
  }
}

package org.conversationsessions.functions.runclosingscript;

import org.conversationsessions.functions.runclosingscript.ScriptProcessOutcome.ExecutionFailure;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.JsonWriter;

/**
 * An outcome as JSON: {@code {"cleared": {"all", "profiles"}, "error"}}. {@code error} is {@code
 * null} or {@code {"kind", "message", "line"}}; {@code line} is {@code null} if unknown.
 */
final class ScriptResponse {
  private ScriptResponse() {}

  static Bytes of(ScriptProcessOutcome outcome) {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("cleared").beginObject().name("all").bool(outcome.all());
    json.name("profiles").beginArray();
    outcome.profiles().forEach(json::string);
    json.endArray().endObject().name("error");
    outcome.failure().ifPresentOrElse(failure -> write(failure, json), json::nullValue);
    return json.endObject().finish();
  }

  private static void write(ExecutionFailure failure, JsonWriter json) {
    json.beginObject().name("kind").string(failure.kind().wire());
    json.name("message").string(failure.message()).name("line");
    if (failure.line() < 1) {
      json.nullValue();
    } else {
      json.number(failure.line());
    }
    json.endObject();
  }
}

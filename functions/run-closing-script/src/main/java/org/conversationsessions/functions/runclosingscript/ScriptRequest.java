package org.conversationsessions.functions.runclosingscript;

import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;

/**
 * The function's event: {@code {"botId", "sessionId", "script"}}.
 *
 * @param botId the bot whose script it is, for the log
 * @param sessionId the session that is being closed, for the log
 * @param script the source of the script
 */
record ScriptRequest(String botId, String sessionId, String script) {
  /**
   * Reads an event.
   *
   * @throws IllegalArgumentException if it has another form: an error of the caller, not of a
   *     script
   */
  static ScriptRequest read(Bytes event) {
    JsonObject object =
        JsonReader.read(event)
            .object()
            .orElseThrow(() -> new IllegalArgumentException("the event is not a JSON object"));
    return new ScriptRequest(
        text(object, "botId"), text(object, "sessionId"), text(object, "script"));
  }

  private static String text(JsonObject object, String name) {
    return object
        .text(name)
        .orElseThrow(
            () -> new IllegalArgumentException("the event's " + name + " is not a string"));
  }
}

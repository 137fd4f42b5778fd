package org.conversationsessions.functions.runclosurescript;

import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonReader;

/**
 * The event: {@code {"botId", "sessionId", "script"}}.
 *
 * @param botId whose script it is
 * @param sessionId the session that is being closed; both are for the log alone
 * @param script the script
 */
record ScriptRequest(String botId, String sessionId, String script) {
  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is something else; this is the caller's mistake, and no
   *     script's
   */
  static ScriptRequest read(Bytes event) {
    JsonObject object =
        JsonReader.read(event)
            .object()
            .orElseThrow(() -> new IllegalArgumentException("the event is no JSON object"));
    return new ScriptRequest(
        text(object, "botId"), text(object, "sessionId"), text(object, "script"));
  }

  private static String text(JsonObject object, String name) {
    return object
        .text(name)
        .orElseThrow(() -> new IllegalArgumentException("the event's " + name + " is no string"));
  }
}

package org.conversationsessions.stream;

import java.nio.charset.StandardCharsets;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.event.ScriptedClosing;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonWriter;
import org.conversationsessions.store.session.SessionImage;

/**
 * A closing as the body of a message of the closing queue: {@code {"script", "session"}}, with the
 * session as DynamoDB JSON. The events and the script take everything from it. The consumer reads
 * only whether the session is still stored, and drops the closing if it is not.
 */
public final class ScriptedClosingBody {
  private ScriptedClosingBody() {}

  /** Returns a body of characters that SQS accepts. */
  public static String write(ScriptedClosing closing) {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("script").string(closing.script());
    json.name("session");
    ItemJson.write(SessionImage.write(closing.session()), json);
    String body = new String(json.endObject().finish().toArray(), StandardCharsets.UTF_8);
    // SQS rejects these two characters, which JSON does not require to be escaped.
    return body.replace("\uFFFE", "\\ufffe").replace("\uFFFF", "\\uffff");
  }

  /**
   * Reads a body.
   *
   * @throws UnreadableItemException if it is not a closing; the exception contains no part of the
   *     content
   */
  public static ScriptedClosing read(String body) {
    JsonObject closing =
        JsonReader.read(body, JsonReader.Duplicates.LAST_HOLDS)
            .object()
            .orElseThrow(() -> new UnreadableItemException("the message is not a JSON object"));
    String script =
        closing
            .text("script")
            .orElseThrow(() -> new UnreadableItemException("the message has no script"));
    Session session = session(closing.object("session"));
    if (session.closing().isEmpty()) {
      throw new UnreadableItemException("the message's session is not closed");
    }
    return new ScriptedClosing(session, script);
  }

  private static Session session(JsonObject item) {
    try {
      return SessionImage.read(ItemJson.read(item)).session();
    } catch (UnreadableItemException e) {
      throw new UnreadableItemException(
          "the message's session cannot be read: " + e.getMessage(), e);
    }
  }
}

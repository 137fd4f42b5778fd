package org.conversationsessions.stream;

import java.nio.charset.StandardCharsets;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonReader;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.domain.StoreException;
import org.conversationsessions.domain.outbox.ScriptedClosing;
import org.conversationsessions.store.SessionImage;

/**
 * A closing as the body of a message of the closing queue: {@code {"script", "session"}}, the
 * session as DynamoDB JSON. It holds all that finishing the closing needs, so that whoever takes
 * the message reads no session: none can be missing by then.
 */
public final class ClosingMessage {
  private ClosingMessage() {}

  /** Writes a body of characters that SQS takes. */
  public static String write(ScriptedClosing closing) {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("script").text(closing.script());
    json.name("session");
    ItemJson.write(SessionImage.write(closing.session()), json);
    String body = new String(json.endObject().finish().toArray(), StandardCharsets.UTF_8);
    // SQS takes no message with these two, which JSON lets stand unescaped.
    return body.replace("\uFFFE", "\\ufffe").replace("\uFFFF", "\\uffff");
  }

  /**
   * Reads a body.
   *
   * @throws IllegalArgumentException if it is not one; the message has none of its content
   */
  public static ScriptedClosing read(String body) {
    JsonObject closing =
        JsonReader.read(body, JsonReader.Duplicates.LAST_HOLDS)
            .object()
            .orElseThrow(() -> new IllegalArgumentException("the message is not a JSON object"));
    String script =
        closing
            .text("script")
            .orElseThrow(() -> new IllegalArgumentException("the message has no script"));
    try {
      return new ScriptedClosing(
          SessionImage.read(ItemJson.read(closing.object("session"))).session(), script);
    } catch (RuntimeException unreadable) {
      // Other exceptions' texts may quote the message.
      String why =
          unreadable instanceof StoreException
              ? String.valueOf(unreadable.getMessage())
              : unreadable.getClass().getSimpleName();
      throw new IllegalArgumentException("the message's session cannot be read: " + why);
    }
  }
}

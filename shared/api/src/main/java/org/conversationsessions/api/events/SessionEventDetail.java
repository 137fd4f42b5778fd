package org.conversationsessions.api.events;

import java.util.function.Function;
import org.conversationsessions.api.history.SessionJson;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;

/**
 * The detail of an event on the bus. EventBridge gives each delivery an identifier of its own; the
 * one to tell repeated deliveries by is {@code eventId}.
 */
public final class SessionEventDetail {
  /** The version of the schemas. It changes with what a subscriber could stumble over. */
  private static final String VERSION = "1.0";

  private final Function<BotId, String> defaultLanguage;

  /**
   * Makes details.
   *
   * @param defaultLanguage the default language of a bot now, for sessions that start
   */
  public SessionEventDetail(Function<BotId, String> defaultLanguage) {
    this.defaultLanguage = defaultLanguage;
  }

  /** The detail as far as it tells which event it is: it holds nothing that must be looked up. */
  public Bytes named(SessionEvent event) {
    return begin(event).endObject().finish();
  }

  private static JsonWriter begin(SessionEvent event) {
    ConversationKey conversation = event.session().conversation();
    JsonWriter json = new JsonWriter().beginObject();
    json.name("version").text(VERSION);
    json.name("eventId").text(event.id());
    json.name("botId").text(conversation.bot().value());
    json.name("userId").text(conversation.userId());
    json.name("channel").text(conversation.channel());
    return json.name("sessionId").text(event.session().id().value());
  }

  /** The detail, a JSON object. The same event always has the same. */
  public Bytes of(SessionEvent event) {
    Session session = event.session();
    JsonWriter json = begin(event);
    switch (event) {
      case SessionEvent.Started started -> session(json, session);
      case SessionEvent.Message message -> json.name("text").text(message.text());
      case SessionEvent.ScriptFailed failed -> {
        json.name("kind").text(failed.failure().kind());
        json.name("message").text(failed.failure().message());
        json.name("line").number(failed.failure().line());
      }
      case SessionEvent.Closed closed -> {
        session
            .closing()
            .ifPresent(
                closing -> {
                  json.name("reason").text(closing.reason().wire());
                  json.name("closedAt").text(WireTime.of(closing.recordedAt()));
                });
        session(json, session);
      }
    }
    return json.endObject().finish();
  }

  private void session(JsonWriter json, Session session) {
    json.name("session");
    SessionJson.write(json, session, defaultLanguage);
  }
}

package org.conversationsessions.api.events;

import java.util.function.Function;
import org.conversationsessions.api.history.SessionJson;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.event.PublishedEvent;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.event.UserDataErased;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.JsonWriter;

/**
 * Writes the detail of an event on the bus. EventBridge assigns a new identifier to each delivery,
 * so subscribers recognize repeated deliveries by {@code eventId}.
 */
public final class SessionEventDetail {
  /** The version of the schemas. It changes with every change that could break a subscriber. */
  private static final String VERSION = "1.0";

  private final Function<BotId, String> defaultLanguage;

  /**
   * Creates a writer of details.
   *
   * @param defaultLanguage returns a bot's current default language, for sessions that start
   */
  public SessionEventDetail(Function<BotId, String> defaultLanguage) {
    this.defaultLanguage = defaultLanguage;
  }

  /** Returns only the members that identify the event. Needs no lookup. */
  public Bytes identifyingMembers(PublishedEvent event) {
    return begin(event).endObject().finish();
  }

  private static JsonWriter begin(PublishedEvent event) {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("version").string(VERSION);
    json.name("eventId").string(event.id());
    return switch (event) {
      case UserDataErased erased -> writeErased(json, erased.mark());
      case SessionEvent ofSession -> writeSessionIdentity(json, ofSession);
    };
  }

  private static JsonWriter writeErased(JsonWriter json, ErasureMark mark) {
    json.name("requestId").string(mark.request().value());
    json.name("botId").string(mark.target().bot().value());
    json.name("userId").string(mark.target().subject().userId());
    mark.target().subject().channel().ifPresent(channel -> json.name("channel").string(channel));
    return json;
  }

  private static JsonWriter writeSessionIdentity(JsonWriter json, SessionEvent event) {
    ConversationKey conversation = event.session().conversation();
    json.name("botId").string(conversation.bot().value());
    json.name("userId").string(conversation.userId());
    json.name("channel").string(conversation.channel());
    return json.name("sessionId").string(event.session().id().value());
  }

  /** Returns the detail, a JSON object. It is always the same for the same event. */
  public Bytes of(PublishedEvent event) {
    JsonWriter json = begin(event);
    if (event instanceof SessionEvent ofSession) {
      writeOtherMembers(json, ofSession);
    }
    return json.endObject().finish();
  }

  private void writeOtherMembers(JsonWriter json, SessionEvent event) {
    Session session = event.session();
    switch (event) {
      case SessionEvent.Started started -> writeSession(json, session);
      case SessionEvent.Nudged nudged -> json.name("text").string(nudged.text());
      case SessionEvent.Message message -> json.name("text").string(message.text());
      case SessionEvent.ScriptFailed failed -> {
        json.name("kind").string(failed.failure().kind());
        json.name("message").string(failed.failure().message());
        json.name("line").number(failed.failure().line());
      }
      case SessionEvent.Closed closed -> {
        session
            .closing()
            .ifPresent(
                closing -> {
                  json.name("reason").string(closing.reason().wire());
                  json.name("closedAt").string(WireTime.of(closing.recordedAt()));
                });
        writeSession(json, session);
      }
    }
  }

  private void writeSession(JsonWriter json, Session session) {
    json.name("session");
    SessionJson.write(json, session, defaultLanguage);
  }
}

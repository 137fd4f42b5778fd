package org.conversationsessions.api.history;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.json.JsonWriter;

/**
 * Writes a session in the form of the history and of events. Every field is always present
 * (contract, section 5).
 */
public final class SessionJson {
  private SessionJson() {}

  /**
   * Writes a session.
   *
   * @param defaultLanguage the bot's current default language, for live sessions
   */
  public static void write(
      JsonWriter json, Session session, Function<BotId, String> defaultLanguage) {
    BotId bot = session.conversation().bot();
    json.beginObject().name("sessionId").string(session.id().value());
    json.name("botId").string(bot.value());
    json.name("channel").string(session.conversation().channel());
    json.name("userId").string(session.conversation().userId());
    json.name("start_time").string(WireTime.of(session.startTime()));
    json.name("end_time").string(WireTime.of(session.endTime()));
    json.name("session_lang").beginArray();
    session.languagesOr(defaultLanguage.apply(bot)).forEach(json::string);
    json.endArray().name("sessionType").string(session.type().wire());
    json.name("containmentType").string(session.containment().wire());
    json.name("isDeveloper").bool(session.developer());
    json.name("sessionStatus").string(session.status().wire());
    json.name("tags").beginObject();
    tags(json, "userTags", session.tags().user());
    tags(json, "sessionTags", session.tags().session());
    tags(json, "altText", List.of());
    json.endObject().name("noOfMessagesExchanged").number(session.messages());
    json.name("noOfTasksExecuted").number(session.tasks());
    closing(json, session.closing());
    json.endObject();
  }

  private static void closing(JsonWriter json, Optional<Closing> closing) {
    json.name("closeReason");
    closing.ifPresentOrElse(known -> json.string(known.reason().wire()), json::nullValue);
    json.name("closedAt");
    closing.ifPresentOrElse(known -> json.string(WireTime.of(known.recordedAt())), json::nullValue);
  }

  /** Writes a member with tags. */
  public static void tags(JsonWriter json, String kind, List<Tag> tags) {
    json.name(kind).beginArray();
    for (Tag tag : tags) {
      json.beginObject()
          .name("value")
          .string(tag.value())
          .name("name")
          .string(tag.name())
          .endObject();
    }
    json.endArray();
  }
}

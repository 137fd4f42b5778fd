package org.conversationsessions.api.history;

import java.util.List;
import java.util.function.Function;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.Tag;

/**
 * A session on the wire, in the history and in events: every field always there (contract, section
 * 5).
 */
public final class SessionJson {
  private SessionJson() {}

  /**
   * Writes a session.
   *
   * @param defaultLanguage the default language of a bot now, for live sessions
   */
  public static void write(
      JsonWriter json, Session session, Function<BotId, String> defaultLanguage) {
    BotId bot = session.conversation().bot();
    json.beginObject().name("sessionId").text(session.id().value());
    json.name("botId").text(bot.value());
    json.name("channel").text(session.conversation().channel());
    json.name("userId").text(session.conversation().userId());
    json.name("start_time").text(WireTime.of(session.startTime()));
    json.name("end_time").text(WireTime.of(session.endTime()));
    json.name("session_lang").beginArray();
    session.languagesOr(defaultLanguage.apply(bot)).forEach(json::text);
    json.endArray().name("sessionType").text(session.type().wire());
    json.name("containmentType").text(session.containment().wire());
    json.name("isDeveloper").flag(session.developer());
    json.name("sessionStatus").text(session.status().wire());
    json.name("tags").beginObject();
    tags(json, "userTags", session.tags().user());
    tags(json, "sessionTags", session.tags().session());
    tags(json, "altText", List.of());
    json.endObject().name("noOfMessagesExchanged").number(session.messages());
    json.name("noOfTasksExecuted").number(session.tasks()).endObject();
  }

  private static void tags(JsonWriter json, String kind, List<Tag> tags) {
    json.name(kind).beginArray();
    for (Tag tag : tags) {
      json.beginObject().name("value").text(tag.value()).name("name").text(tag.name()).endObject();
    }
    json.endArray();
  }
}

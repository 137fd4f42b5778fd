package org.conversationsessions.api.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.conversationsessions.api.history.SessionJson;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.domain.NamedUuid;
import org.conversationsessions.domain.message.FoundMessage;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.MessageAuthor;
import org.conversationsessions.domain.message.MessageDirection;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.json.JsonWriter;

/**
 * Writes a message in the form of the conversation history (contract, section 14).
 *
 * @param account returns a bot's account
 * @param withAuthor whether agents' messages carry {@code author}
 * @param withTraceId whether incoming messages carry {@code traceId}
 * @param now the current time, for the end of the trace identifiers
 */
record MessageJson(
    Function<BotId, String> account, boolean withAuthor, boolean withTraceId, Instant now) {
  private static final Duration TRACED = Duration.ofDays(30);

  /** Writes a message with every field. */
  void write(JsonWriter json, FoundMessage found) {
    Message message = found.message();
    String user = found.conversation().userId();
    String channel = found.conversation().channel();
    boolean incoming = message.direction() == MessageDirection.INCOMING;
    String createdOn = WireTime.of(message.createdOn());
    json.beginObject().name("_id").string(message.id().wire());
    writeType(json, message);
    json.name("channels").beginArray().beginObject().name("type").string(channel);
    if (incoming) {
      json.name("channelUId").string(user);
    }
    json.endObject().endArray();
    json.name("chnl").string(channel).name("lang").string(message.language());
    json.name("createdBy").string(user).name("lmodifiedBy").string(user);
    json.name("createdOn").string(createdOn).name("lmodifiedOn").string(createdOn);
    json.name("timestampValue").number(message.createdOn().toEpochMilli());
    writeOwner(json, found.conversation().bot());
    json.name("sessionId").string(message.id().session().value());
    writeComponents(json, message);
    json.name("isBB").number(0).name("isD").number(message.developer() ? 1 : 0);
    json.name("ms").number(1).name("sT").number(message.interactive() ? 1 : 0);
    message.task().ifPresent(task -> json.name("tN").string(task));
    json.name("tags").beginObject();
    SessionJson.tags(json, "messageTags", message.tags());
    SessionJson.tags(json, "userTags", found.tags().user());
    SessionJson.tags(json, "sessionTags", found.tags().session());
    SessionJson.tags(json, "altText", List.of());
    json.endObject();
    if (withAuthor) {
      message.author().ifPresent(author -> writeAuthor(json.name("author"), author));
    }
    if (withTraceId && incoming && message.recordedAt().plus(TRACED).isAfter(now)) {
      message.traceId().ifPresent(id -> json.name("traceId").string(id));
    }
    json.name("resourceid").string("messagestore").name("__v").number(0).endObject();
  }

  /** Writes a message with the fields of {@code messages-lite}. */
  void writeLite(JsonWriter json, FoundMessage found) {
    Message message = found.message();
    String user = found.conversation().userId();
    BotId bot = found.conversation().bot();
    json.beginObject().name("_id").string(message.id().wire());
    writeOwner(json, bot);
    writeType(json, message);
    json.name("createdBy").string(user);
    json.name("createdOn").string(WireTime.of(message.createdOn()));
    json.name("timestampValue").number(message.createdOn().toEpochMilli());
    json.name("sessionId").string(message.id().session().value());
    json.name("lang").string(message.language());
    json.name("chnl").string(found.conversation().channel());
    writeComponents(json, message);
    json.name("channels").beginArray().beginObject();
    json.name("from").string(user).name("to").string(bot.value());
    if (message.direction() == MessageDirection.INCOMING) {
      json.name("channelUId").string(user);
    }
    json.endObject().endArray().endObject();
  }

  private void writeOwner(JsonWriter json, BotId bot) {
    String name = account.apply(bot);
    json.name("botId").string(bot.value()).name("accountId").string(name);
    json.name("orgId").string("o-" + NamedUuid.ofAccount(name));
  }

  private static void writeType(JsonWriter json, Message message) {
    json.name("type").string(message.direction().wire()).name("status");
    json.string(
        switch (message.direction()) {
          case INCOMING -> "received";
          case OUTGOING -> "pending";
        });
  }

  private static void writeComponents(JsonWriter json, Message message) {
    json.name("components").beginArray().beginObject();
    json.name("_id").string("cp-" + message.id().uuid()).name("cT").string("text");
    json.name("data").beginObject().name("text").string(message.text()).endObject();
    json.name("thumbnails").beginArray().endArray().endObject().endArray();
  }

  private static void writeAuthor(JsonWriter json, MessageAuthor author) {
    json.beginObject().name("id").string(author.id());
    json.name("firstName").string(author.firstName().orElse(""));
    json.name("lastName").string(author.lastName().orElse(""));
    json.name("type").string("AGENT").endObject();
  }
}

package org.conversationsessions.api.message;

import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.conversationsessions.api.http.FittingPage;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.http.PageLimit;
import org.conversationsessions.domain.message.FoundMessage;
import org.conversationsessions.domain.message.MessagePage;
import org.conversationsessions.domain.message.MessagePosition;
import org.conversationsessions.domain.message.MessageQuery.Side;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.json.JsonWriter;

/**
 * Writes the response of the conversation history API (contract, section 14).
 *
 * @param account returns a bot's account
 * @param now the current time
 * @param limit how long a page may be
 */
public record MessageResponse(Function<BotId, String> account, Instant now, PageLimit limit) {
  private static final int TYPICAL_MESSAGE = 1100;

  /** Returns the response to a query. */
  public HttpResponse of(MessageRequest asked, MessagePage page) {
    MessageJson message = new MessageJson(account, asked.withAuthor(), asked.withTraceId(), now);
    BiConsumer<JsonWriter, FoundMessage> row =
        asked.api() == MessageApi.LITE ? message::writeLite : message::write;
    List<FoundMessage> messages = page.messages();
    return new FittingPage<>(limit, row)
        .of(
            messages,
            shown -> body(asked, page, shown, page.more() || shown.size() < messages.size(), row));
  }

  private static JsonWriter body(
      MessageRequest asked,
      MessagePage page,
      List<FoundMessage> shown,
      boolean more,
      BiConsumer<JsonWriter, FoundMessage> row) {
    JsonWriter json = new JsonWriter(1024 + TYPICAL_MESSAGE * shown.size()).beginObject();
    json.name("total").number(page.total()).name("moreAvailable").bool(more);
    json.name("messages").beginArray();
    shown.forEach(each -> row.accept(json, each));
    json.endArray().name("next");
    if (more && !shown.isEmpty() && !isAroundBothSides(asked)) {
      json.string(cursor(asked, shown.getLast()).text());
    } else {
      json.nullValue();
    }
    if (asked.filter().sessions().isPresent()) {
      json.name("invalidSessions").beginArray();
      asked.named().stream()
          .filter(
              name -> page.sessions().stream().noneMatch(id -> MessageRequest.isNamed(name, id)))
          .distinct()
          .forEach(json::string);
      json.endArray();
    }
    return json.endObject();
  }

  /** A page with earlier and later messages has no next one: it grows by its limit. */
  private static boolean isAroundBothSides(MessageRequest asked) {
    return asked.around().map(start -> start.side() == Side.BOTH).orElse(false);
  }

  private static MessageCursor cursor(MessageRequest asked, FoundMessage last) {
    return new MessageCursor(
        asked.filter(), asked.around(), asked.forward(), MessagePosition.of(last.message()));
  }
}

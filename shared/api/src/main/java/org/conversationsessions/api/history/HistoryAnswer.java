package org.conversationsessions.api.history;

import java.util.List;
import java.util.function.Function;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Session;

/**
 * Answers about the history (contract, section 5). A page ends early rather than grow beyond 5 MB,
 * or beyond what Lambda can hand to the gateway: 6 MB of an envelope in which every quote of the
 * body takes one byte more.
 */
public final class HistoryAnswer {
  private static final int MAX_BODY = 5_000_000;
  private static final int MAX_ENVELOPE = 6_000_000;
  private static final int TYPICAL_SESSION = 600;

  private final Function<BotId, String> defaultLanguage;

  /**
   * Makes answers.
   *
   * @param defaultLanguage the default language of a bot now
   */
  public HistoryAnswer(Function<BotId, String> defaultLanguage) {
    this.defaultLanguage = defaultLanguage;
  }

  /** The answer to a question for a page. */
  public HttpResponse of(HistoryRequest.Page asked, HistoryPage page) {
    List<Session> sessions = page.sessions();
    boolean more =
        asked.after().isPresent() ? page.more() : asked.skip() + sessions.size() < page.total();
    return asLongAsMayBe(
        sessions,
        shown -> page(asked, page.total(), shown, more || shown.size() < sessions.size()));
  }

  /**
   * The answer to a question for certain sessions. What does not fit can be asked for again: the
   * total says how many there are.
   */
  public HttpResponse of(List<Session> found, List<String> invalid) {
    return asLongAsMayBe(found, shown -> certain(found.size(), shown, invalid));
  }

  /** With as many of the sessions, from the first, as fit. */
  private HttpResponse asLongAsMayBe(
      List<Session> sessions, Function<List<Session>, JsonWriter> rendering) {
    List<Session> shown = sessions;
    JsonWriter json = rendering.apply(shown);
    while (isTooLong(json) && shown.size() > 1) {
      shown = shown.subList(0, fitting(shown));
      json = rendering.apply(shown);
    }
    return HttpResponse.json(json.finish());
  }

  private JsonWriter certain(int total, List<Session> sessions, List<String> invalid) {
    JsonWriter json = writer(sessions).beginObject().name("total").number(total);
    json.name("moreAvailable").flag(sessions.size() < total);
    sessions(json, sessions);
    json.name("invalidSessions").beginArray();
    invalid.forEach(json::text);
    return json.endArray().endObject();
  }

  private JsonWriter page(
      HistoryRequest.Page asked, long total, List<Session> sessions, boolean more) {
    JsonWriter json = writer(sessions).beginObject().name("total").number(total);
    json.name("moreAvailable").flag(more);
    sessions(json, sessions);
    json.name("next");
    if (more && !sessions.isEmpty()) {
      json.text(new HistoryCursor(asked.filter(), sessions.getLast().id()).text());
    } else {
      json.nothing();
    }
    return json.endObject();
  }

  /** How many of the sessions, from the first, surely fit. */
  private int fitting(List<Session> sessions) {
    JsonWriter json = new JsonWriter(MAX_BODY).beginArray();
    int fitting = 0;
    for (Session session : sessions) {
      write(json, session);
      if (isTooLong(json)) {
        break;
      }
      fitting++;
    }
    // One less for what stands around them.
    return Math.max(1, fitting - 1);
  }

  private static boolean isTooLong(JsonWriter json) {
    // No character takes more than twice its place there: most answers need not be looked through.
    return json.size() > MAX_BODY
        || (2L * json.size() > MAX_ENVELOPE && json.sizeInEnvelope() > MAX_ENVELOPE);
  }

  private static JsonWriter writer(List<Session> sessions) {
    return new JsonWriter(1024 + TYPICAL_SESSION * sessions.size());
  }

  private void sessions(JsonWriter json, List<Session> sessions) {
    json.name("sessions").beginArray();
    sessions.forEach(session -> write(json, session));
    json.endArray();
  }

  private void write(JsonWriter json, Session session) {
    SessionJson.write(json, session, defaultLanguage);
  }
}

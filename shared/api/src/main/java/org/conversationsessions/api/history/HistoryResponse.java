package org.conversationsessions.api.history;

import java.util.List;
import java.util.function.Function;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;

/**
 * Answers about the history (contract, section 5). A page ends early rather than grow beyond 5 MB,
 * or beyond what Lambda can hand to the gateway: 6 MB of an envelope in which every quote of the
 * body takes one byte more.
 */
public final class HistoryResponse {
  private static final int MAX_BODY = 5_000_000;
  private static final int MAX_ENVELOPE = 6_000_000;
  private static final int TYPICAL_SESSION = 600;

  private final Function<BotId, String> defaultLanguage;

  /**
   * Makes answers.
   *
   * @param defaultLanguage the default language of a bot now
   */
  public HistoryResponse(Function<BotId, String> defaultLanguage) {
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
   * The answer to a question for certain sessions.
   *
   * @param found all that were found, in the history's order
   * @param invalid those asked for that were not
   */
  public HttpResponse of(HistoryRequest.ById asked, List<Session> found, List<String> invalid) {
    int first = first(asked, found);
    int last = (int) Math.min(first + (long) asked.limit(), found.size());
    return asLongAsMayBe(
        found.subList(first, last), shown -> certain(asked, found.size(), first, shown, invalid));
  }

  /** Identifiers are in the order of the history, so a session may be gone and its place is not. */
  private static int first(HistoryRequest.ById asked, List<Session> found) {
    if (asked.after().isEmpty()) {
      return (int) Math.min(asked.skip(), found.size());
    }
    SessionId after = asked.after().get();
    return (int) found.stream().filter(session -> session.id().compareTo(after) >= 0).count();
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

  private JsonWriter certain(
      HistoryRequest.ById asked,
      int total,
      int first,
      List<Session> sessions,
      List<String> invalid) {
    boolean more = first + sessions.size() < total;
    JsonWriter json = begin(total, more, sessions);
    if (more && !sessions.isEmpty()) {
      SessionId last = sessions.getLast().id();
      json.text(new SessionIdsCursor(SessionIdsCursor.ids(asked.ids()), last).text());
    } else {
      json.nothing();
    }
    json.name("invalidSessions").beginArray();
    invalid.forEach(json::text);
    return json.endArray().endObject();
  }

  private JsonWriter page(
      HistoryRequest.Page asked, long total, List<Session> sessions, boolean more) {
    JsonWriter json = begin(total, more, sessions);
    if (more && !sessions.isEmpty()) {
      json.text(new HistoryCursor(asked.filter(), sessions.getLast().id()).text());
    } else {
      json.nothing();
    }
    return json.endObject();
  }

  /** Begins an answer; what comes next is the cursor. */
  private JsonWriter begin(long total, boolean more, List<Session> sessions) {
    JsonWriter json = new JsonWriter(1024 + TYPICAL_SESSION * sessions.size()).beginObject();
    json.name("total").number(total).name("moreAvailable").flag(more);
    json.name("sessions").beginArray();
    sessions.forEach(session -> write(json, session));
    return json.endArray().name("next");
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

  private void write(JsonWriter json, Session session) {
    SessionJson.write(json, session, defaultLanguage);
  }
}

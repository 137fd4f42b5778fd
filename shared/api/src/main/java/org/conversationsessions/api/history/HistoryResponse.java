package org.conversationsessions.api.history;

import java.util.List;
import java.util.function.Function;
import org.conversationsessions.api.http.FittingPage;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.http.PageLimit;
import org.conversationsessions.domain.history.HistoryPage;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.json.JsonWriter;

/**
 * Writes the response of the sessions history API (contract, section 5). A page ends early before
 * it exceeds {@link PageLimit#PLAIN}.
 */
public final class HistoryResponse {
  private static final int TYPICAL_SESSION = 600;

  private final Function<BotId, String> defaultLanguage;
  private final FittingPage<Session> fitting = new FittingPage<>(PageLimit.PLAIN, this::write);

  /**
   * Creates a writer of responses.
   *
   * @param defaultLanguage returns a bot's current default language
   */
  public HistoryResponse(Function<BotId, String> defaultLanguage) {
    this.defaultLanguage = defaultLanguage;
  }

  /** Returns the response to a query with a filter. */
  public HttpResponse of(HistoryRequest.Page request, HistoryPage page) {
    List<Session> sessions = page.sessions();
    boolean moreAvailable =
        request.after().isPresent()
            ? page.moreAvailable()
            : request.skip() + sessions.size() < page.total();
    return fitting.of(
        sessions,
        included ->
            page(
                request,
                page.total(),
                included,
                moreAvailable || included.size() < sessions.size()));
  }

  /**
   * Returns the response to a query by identifier.
   *
   * @param found all sessions found, in the history's order
   * @param invalid the identifiers that were not found
   */
  public HttpResponse of(HistoryRequest.ById request, List<Session> found, List<String> invalid) {
    int first = firstIndex(request, found);
    int last = (int) Math.min(first + (long) request.limit(), found.size());
    return fitting.of(
        found.subList(first, last),
        included -> byId(request, found.size(), first, included, invalid));
  }

  /**
   * Returns the first session's position. Identifiers sort like the history, so the position can be
   * found even if the cursor's session has expired.
   */
  private static int firstIndex(HistoryRequest.ById request, List<Session> found) {
    if (request.after().isEmpty()) {
      return (int) Math.min(request.skip(), found.size());
    }
    SessionId after = request.after().get();
    return (int) found.stream().filter(session -> session.id().compareTo(after) >= 0).count();
  }

  private JsonWriter byId(
      HistoryRequest.ById request,
      int total,
      int first,
      List<Session> sessions,
      List<String> invalid) {
    boolean more = first + sessions.size() < total;
    JsonWriter json = begin(total, more, sessions);
    if (more && !sessions.isEmpty()) {
      SessionId last = sessions.getLast().id();
      json.string(new SessionIdsCursor(SessionIdsCursor.ids(request.ids()), last).text());
    } else {
      json.nullValue();
    }
    json.name("invalidSessions").beginArray();
    invalid.forEach(json::string);
    return json.endArray().endObject();
  }

  private JsonWriter page(
      HistoryRequest.Page request, long total, List<Session> sessions, boolean more) {
    JsonWriter json = begin(total, more, sessions);
    if (more && !sessions.isEmpty()) {
      json.string(new HistoryCursor(request.filter(), sessions.getLast().id()).text());
    } else {
      json.nullValue();
    }
    return json.endObject();
  }

  /** Begins a response. The next member is the cursor. */
  private JsonWriter begin(long total, boolean more, List<Session> sessions) {
    JsonWriter json = new JsonWriter(1024 + TYPICAL_SESSION * sessions.size()).beginObject();
    json.name("total").number(total).name("moreAvailable").bool(more);
    json.name("sessions").beginArray();
    sessions.forEach(session -> write(json, session));
    return json.endArray().name("next");
  }

  private void write(JsonWriter json, Session session) {
    SessionJson.write(json, session, defaultLanguage);
  }
}

package org.conversationsessions.api.history;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;

/** A query of the sessions history API. */
public sealed interface HistoryRequest {
  /** The maximum number of sessions that can be queried by identifier (contract, section 5). */
  int MAX_IDS = 50;

  /** The field that continues a page. */
  String CURSOR = "cursor";

  /**
   * A page of sessions that the body names. All filters are ignored.
   *
   * @param ids the distinct identifiers as given
   * @param skip the number of found sessions to skip; 0 with a cursor
   * @param after the last session of the previous page
   * @param limit the page size
   */
  record ById(Set<String> ids, long skip, Optional<SessionId> after, int limit)
      implements HistoryRequest {
    /** Returns the session identifier that a text contains, ignoring case. */
    public static Optional<SessionId> id(String text) {
      return SessionIdsCursor.id(text);
    }
  }

  /**
   * A page of all sessions that match a filter.
   *
   * @param filter which sessions are wanted
   * @param skip the number of sessions to skip; 0 with a cursor
   * @param after the last session of the previous page
   * @param limit the page size
   */
  record Page(HistoryFilter filter, long skip, Optional<SessionId> after, int limit)
      implements HistoryRequest {}

  /**
   * Reads a request's query and body.
   *
   * @param now the current time, for the default window
   * @param maxRange the longest window that a query may have
   */
  static ParseResult<HistoryRequest> read(HttpRequest request, Instant now, Duration maxRange) {
    ParseResult<Optional<ContainmentType>> containment =
        RequestBody.readQuery(request, KindFields::containment);
    return RequestBody.readOptional(request, body -> read(body, containment, now, maxRange));
  }

  private static HistoryRequest read(
      FieldReader body,
      ParseResult<Optional<ContainmentType>> containment,
      Instant now,
      Duration maxRange) {
    Optional<List<String>> ids = body.identifiers("sessionId", 0, MAX_IDS, 0, Integer.MAX_VALUE);
    Optional<SessionIdsCursor> cursor =
        body.string(CURSOR, 0, Integer.MAX_VALUE).flatMap(SessionIdsCursor::read);
    // With identifiers, all filters are ignored, even invalid ones.
    return ids.isPresent() || cursor.isPresent()
        ? byId(body, ids, cursor)
        : page(
            body,
            switch (containment) {
              case ParseResult.Value<Optional<ContainmentType>>(var value) -> value;
              case ParseResult.Refused<Optional<ContainmentType>>(var error) ->
                  throw body.refused(error);
            },
            now,
            maxRange);
  }

  private static ById byId(
      FieldReader body, Optional<List<String>> ids, Optional<SessionIdsCursor> cursor) {
    int limit = PageFields.limit(body, 100, HistoryQuery.MAX_LIMIT);
    long skip = PageFields.skip(body);
    if (cursor.isEmpty()) {
      if (body.has(CURSOR)) {
        throw body.invalid(CURSOR, "belongs to no query for these sessions");
      }
      return new ById(new LinkedHashSet<>(ids.orElseThrow()), skip, Optional.empty(), limit);
    }
    List<String> requested = ids.orElseGet(cursor.get()::asTexts);
    if (!SessionIdsCursor.ids(requested).equals(cursor.get().ids())) {
      throw body.invalid(CURSOR, "belongs to another query: the requested sessions have changed");
    }
    return new ById(new LinkedHashSet<>(requested), 0, Optional.of(cursor.get().after()), limit);
  }

  private static Page page(
      FieldReader body, Optional<ContainmentType> containment, Instant now, Duration maxRange) {
    int limit = PageFields.limit(body, 100, HistoryQuery.MAX_LIMIT);
    long skip = PageFields.skip(body);
    Optional<HistoryCursor> cursor =
        body.string(CURSOR, 1, Integer.MAX_VALUE)
            .map(
                text ->
                    HistoryCursor.read(text, DateRange.maxWindow(maxRange))
                        .orElseThrow(() -> body.invalid(CURSOR, "was not issued by this service")));
    Optional<String> userId = body.identifier("userId", 1, ConversationKey.MAX_USER);
    Optional<SessionType> type = KindFields.type(body);
    TagFilter tags = TagFields.read(body, TagFields.OF_SESSIONS);
    // The dates' values are validated after the types of all fields (contract, section 3, rows 6
    // and 7).
    DateRange dates = DateRange.read(body);
    if (cursor.isEmpty()) {
      HistoryFilter filter =
          new HistoryFilter(dates.window(now, maxRange), userId, containment, type, tags);
      return new Page(filter, skip, Optional.empty(), limit);
    }
    HistoryFilter filter = cursor.get().filter();
    HistoryFilter repeated =
        new HistoryFilter(
            dates.isGiven() ? dates.window(now, maxRange) : filter.window(),
            userId.or(filter::userId),
            containment.or(filter::containment),
            type.or(filter::type),
            body.has("tags") ? tags : filter.tags());
    if (!repeated.equals(filter)) {
      throw body.invalid(CURSOR, "belongs to another query: the filters have changed");
    }
    return new Page(filter, 0, Optional.of(cursor.get().after()), limit);
  }
}

package org.conversationsessions.api.message;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.history.DateRange;
import org.conversationsessions.api.history.PageFields;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.application.message.MessageHistory;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.MessagePosition;
import org.conversationsessions.domain.message.MessageQuery;
import org.conversationsessions.domain.message.MessageQuery.Around;
import org.conversationsessions.domain.message.MessageQuery.Side;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.SessionId;

/**
 * A query of the conversation history API.
 *
 * @param api the call
 * @param filter which messages are wanted
 * @param around the message to start from
 * @param forward whether the oldest message comes first
 * @param skip the number of messages to skip; 0 with a cursor
 * @param after the last message of the previous page
 * @param limit the page size
 * @param named the sessions as named
 * @param withTraceId whether incoming messages carry {@code traceId}
 * @param withAuthor whether agents' messages carry {@code author}
 */
public record MessageRequest(
    MessageApi api,
    MessageFilter filter,
    Optional<Around> around,
    boolean forward,
    long skip,
    Optional<MessagePosition> after,
    int limit,
    List<String> named,
    boolean withTraceId,
    boolean withAuthor) {
  /** The maximum number of sessions that a query may name (contract, section 14). */
  static final int MAX_IDS = 50;

  /** The error of a message that is not there (contract, section 14). */
  public static final ApiError UNKNOWN_MESSAGE = ApiError.badRequest("Invalid message id");

  /** The error of a query that would read too much (contract, section 14). */
  public static final ApiError TOO_MANY =
      ApiError.badRequest(
          "More than "
              + MessageHistory.MAX_MESSAGES_OR_PARTS
              + " messages would have to be read: narrow dateFrom and dateTo");

  private static final String CURSOR = "cursor";

  /** The channel of a {@code GET} that names none. */
  private static final String DEFAULT_CHANNEL = "rtm";

  /** Copies the list. */
  public MessageRequest {
    named = List.copyOf(named);
  }

  /**
   * Reads a request.
   *
   * @param now the current time, for the default window
   * @param longest the longest window that a query may ask for
   */
  public static ParseResult<MessageRequest> read(
      HttpRequest request, MessageApi api, Instant now, Duration longest) {
    boolean get = request.method().equals("GET");
    return RequestBody.readWithQuery(request, fields -> read(fields, api, get, now, longest));
  }

  /** Returns the query for the messages of some bots. */
  public MessageQuery query(List<Bot> bots) {
    return new MessageQuery(
        bots, filter, around, forward, skip, after, limit, api != MessageApi.LITE);
  }

  /** Returns whether one of the named sessions is this one. */
  static boolean isNamed(String name, SessionId id) {
    return name.toLowerCase(Locale.ROOT).equals(id.value());
  }

  private static MessageRequest read(
      FieldReader fields, MessageApi api, boolean get, Instant now, Duration longest) {
    int limit = PageFields.limit(fields, api.defaultLimit(), api.maxLimit());
    long skip = PageFields.skip(fields);
    Optional<MessageCursor> cursor =
        fields
            .string(CURSOR, 1, Integer.MAX_VALUE)
            .map(
                text ->
                    MessageCursor.read(text, DateRange.maxWindow(longest))
                        .orElseThrow(
                            () -> fields.invalid(CURSOR, "is not a cursor of this service")));
    boolean traceId = fields.boolOrText("includeTraceId").orElse(false);
    boolean author = fields.boolOrText("getAgentsInfo").orElse(false);
    MessageFields read = MessageFields.read(fields, api);
    if (cursor.isPresent()) {
      MessageCursor known = cursor.get();
      checkUnchanged(fields, known, read, api, now, longest);
      List<String> named =
          read.sessions()
              .orElseGet(
                  () ->
                      known.filter().sessions().orElse(Set.of()).stream()
                          .sorted()
                          .map(SessionId::value)
                          .toList());
      return new MessageRequest(
          api,
          known.filter(),
          known.around(),
          known.forward(),
          0,
          Optional.of(known.after()),
          limit,
          named,
          traceId,
          author);
    }
    if ((get || api == MessageApi.LITE) && read.userId().isEmpty() && read.sessions().isEmpty()) {
      throw fields.missing("userId");
    }
    if (read.message().isPresent() && read.side() == Side.BOTH && skip > 0) {
      throw fields.invalid("skip", "cannot be combined with direction 0");
    }
    boolean needsChannel =
        get
            && api != MessageApi.LITE
            && read.sessions().isEmpty()
            && read.message().isEmpty()
            && read.channel().isEmpty();
    MessageFilter filter =
        new MessageFilter(
            read.window(api, now, longest),
            read.userId(),
            needsChannel ? Optional.of(DEFAULT_CHANNEL) : read.channel(),
            read.sessions().map(MessageRequest::ids),
            read.directions(),
            read.developer(),
            read.tags().orElse(TagFilter.NONE));
    return new MessageRequest(
        api,
        filter,
        around(fields, read),
        read.forward().orElse(false),
        skip,
        Optional.empty(),
        limit,
        read.sessions().orElse(List.of()),
        traceId,
        author);
  }

  /** Checks that the filters are those of the cursor, or left out. */
  private static void checkUnchanged(
      FieldReader fields,
      MessageCursor cursor,
      MessageFields read,
      MessageApi api,
      Instant now,
      Duration longest) {
    MessageFilter filter = cursor.filter();
    MessageFilter repeated =
        new MessageFilter(
            read.dates().isGiven() ? read.window(api, now, longest) : filter.window(),
            read.userId().or(filter::userId),
            read.channel().or(filter::channel),
            read.sessions().map(MessageRequest::ids).or(filter::sessions),
            read.directions().isEmpty() ? filter.directions() : read.directions(),
            read.developer().or(filter::developer),
            read.tags().orElse(filter.tags()));
    boolean same =
        repeated.equals(filter)
            && (read.message().isEmpty() || around(fields, read).equals(cursor.around()))
            && (cursor.around().isPresent()
                || read.forward().orElse(cursor.forward()) == cursor.forward());
    if (!same) {
      throw fields.invalid(CURSOR, "belongs to another question: the filters have changed");
    }
  }

  private static Optional<Around> around(FieldReader fields, MessageFields read) {
    return read.message()
        .map(
            text ->
                new Around(
                    MessageId.ofWire(text).orElseThrow(() -> fields.refused(UNKNOWN_MESSAGE)),
                    read.side()));
  }

  /** Returns the session identifiers among the texts, ignoring case. */
  private static Set<SessionId> ids(List<String> texts) {
    return texts.stream()
        .map(text -> text.toLowerCase(Locale.ROOT))
        .filter(SessionId::isValid)
        .map(SessionId::new)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}

package org.conversationsessions.api.billing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.history.DateRange;
import org.conversationsessions.api.history.PageFields;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.application.billing.BillingSessions;
import org.conversationsessions.domain.billing.BillingPosition;
import org.conversationsessions.domain.billing.BillingQuery;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.ConversationKey;

/**
 * A query of the billing sessions API.
 *
 * @param filter which billing sessions are wanted
 * @param skip the number of billing sessions to skip; 0 with a cursor
 * @param after the last billing session of the previous page
 * @param limit the page size
 */
public record BillingRequest(
    BillingFilter filter, long skip, Optional<BillingPosition> after, int limit) {
  /** The error of a query that would read too much (contract, section 16.2). */
  public static final ApiError TOO_MANY =
      ApiError.badRequest(
          "More than "
              + BillingSessions.MAX_SESSIONS
              + " sessions would have to be read: narrow fromDate and toDate");

  private static final Duration MAX_RANGE = Duration.ofDays(93);
  private static final int DEFAULT_LIMIT = 100;
  private static final String FROM = "fromDate";
  private static final String TO = "toDate";
  private static final String CURSOR = "cursor";

  /** Reads a request. It names the dates or a cursor. */
  public static ParseResult<BillingRequest> read(HttpRequest request) {
    boolean ofAccount = request.pathParameter("botId").isEmpty();
    return RequestBody.readWithQuery(request, fields -> read(fields, ofAccount));
  }

  /**
   * Returns the query for billing sessions of some bots.
   *
   * @param bots the bot of the path, or all bots of the account
   * @return an error if the filter names a bot that is not among them
   */
  public ParseResult<BillingQuery> query(List<Bot> bots) {
    List<Bot> selected =
        bots.stream()
            .filter(bot -> filter.botId().map(bot.id().value()::equals).orElse(true))
            .toList();
    return selected.isEmpty() && filter.botId().isPresent()
        ? new ParseResult.Refused<>(ApiError.invalidStreamId())
        : new ParseResult.Value<>(
            new BillingQuery(selected, filter.window(), filter.channel(), skip, after, limit));
  }

  private static BillingRequest read(FieldReader fields, boolean ofAccount) {
    int limit = PageFields.limit(fields, DEFAULT_LIMIT, BillingQuery.MAX_LIMIT);
    long skip = PageFields.skip(fields);
    Optional<BillingCursor> cursor =
        fields
            .string(CURSOR, 1, Integer.MAX_VALUE)
            .map(
                text ->
                    BillingCursor.read(text, DateRange.maxWindow(MAX_RANGE))
                        .orElseThrow(
                            () -> fields.invalid(CURSOR, "was not issued by this service")));
    Optional<String> channel = fields.identifier("channel", 1, ConversationKey.MAX_CHANNEL);
    Optional<String> botId =
        ofAccount ? fields.identifier("botId", 1, Integer.MAX_VALUE) : Optional.empty();
    // The dates' values are validated after the types of all fields (contract, section 3, rows 6
    // and 7).
    DateRange dates = DateRange.read(fields, FROM, TO);
    if (cursor.isEmpty()) {
      return new BillingRequest(
          new BillingFilter(dates.requiredWindow(MAX_RANGE), botId, channel),
          skip,
          Optional.empty(),
          limit);
    }
    BillingFilter filter = cursor.get().filter();
    BillingFilter repeated =
        new BillingFilter(
            dates.isGiven() ? dates.requiredWindow(MAX_RANGE) : filter.window(),
            botId.or(filter::botId),
            channel.or(filter::channel));
    if (!repeated.equals(filter)) {
      throw fields.invalid(CURSOR, "belongs to another query: the filters have changed");
    }
    return new BillingRequest(filter, 0, Optional.of(cursor.get().after()), limit);
  }
}

package org.conversationsessions.api.debug;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.history.DateRange;
import org.conversationsessions.api.history.PageFields;
import org.conversationsessions.api.history.ZoneField;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.application.debug.DebugLogs;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;

/**
 * A query of the debug logs API (contract, section 18).
 *
 * @param userId the end user; empty if {@code identity} can only name a session
 * @param session the session that {@code identity} may name
 * @param channel the channel of the end user
 * @param window the times of the lines
 * @param hasDates whether the request names a date
 * @param offset the number of lines to pass over
 * @param limit the page size
 * @param minimumInfo whether lines come without their detail
 */
public record DebugLogRequest(
    Optional<String> userId,
    Optional<SessionId> session,
    String channel,
    TimeWindow window,
    boolean hasDates,
    long offset,
    int limit,
    boolean minimumInfo) {
  /** The error of a window with too many lines. */
  public static final ApiError TOO_MANY =
      ApiError.badRequest(
          "More than "
              + DebugLogs.MAX_LINES
              + " lines would have to be read: narrow fromDate and toDate");

  /** The largest page, and that of a request without a limit. */
  private static final int MAX_LIMIT = 50;

  private static final String DEFAULT_CHANNEL = "rtm";

  /** Kore.ai's name of a session: {@code {accountId}/smartassist/{sessionId}}. */
  private static final Pattern OF_SESSION = Pattern.compile("[^/]+/smartassist/([^/]+)");

  /**
   * Reads a request.
   *
   * @param now the current time, for the default window
   * @param longest the longest window that a query may ask for
   */
  public static ParseResult<DebugLogRequest> read(
      HttpRequest request, Instant now, Duration longest) {
    return RequestBody.readWithQuery(request, fields -> read(fields, now, longest));
  }

  private static DebugLogRequest read(FieldReader fields, Instant now, Duration longest) {
    String identity = fields.requiredIdentifier("identity", ConversationKey.MAX_USER);
    String channel =
        fields.identifier("channelType", 1, ConversationKey.MAX_CHANNEL).orElse(DEFAULT_CHANNEL);
    boolean minimumInfo = fields.boolOrText("minimumInfo").orElse(false);
    int limit = PageFields.limit(fields, MAX_LIMIT, MAX_LIMIT);
    long offset = PageFields.skip(fields);
    ZoneId zone = ZoneField.read(fields);
    // The dates' values are validated after the types of all fields (contract, section 3, rows 6
    // and 7).
    DateRange dates = DateRange.read(fields, "fromDate", "toDate");
    Matcher ofSession = OF_SESSION.matcher(identity);
    boolean namesSession = ofSession.matches();
    return new DebugLogRequest(
        namesSession ? Optional.empty() : Optional.of(identity),
        session(namesSession ? ofSession.group(1) : identity),
        channel,
        dates.window(now, longest, zone),
        dates.isGiven(),
        offset,
        limit,
        minimumInfo);
  }

  private static Optional<SessionId> session(String text) {
    return Optional.of(text.toLowerCase(Locale.ROOT))
        .filter(SessionId::isValid)
        .map(SessionId::new);
  }
}

package org.conversationsessions.api.http;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.domain.limit.RatePeriod;
import org.conversationsessions.domain.limit.RateVerdict;

/**
 * A refusal or failure, each as the contract's section 3 words it. Its text holds at most 200
 * characters of the request: whoever quotes the request takes an {@link Excerpt} of it.
 *
 * @param status the HTTP status
 * @param code the number in the body; not always the status
 * @param msg the text in the body
 * @param headers further headers of the answer, by their names in lower case
 * @param requestId what to ask for in the logs, for failures of ours only
 */
public record ApiError(
    int status, int code, String msg, Map<String, String> headers, Optional<String> requestId)
    implements HttpOutcome {
  /** The code that authentication failures carry. */
  private static final int SDK = 4002;

  /** As long as a call of the database is waited for: clients come back to fewer open calls. */
  private static final String RETRY_AFTER_SECONDS = "5";

  /** Copies what can change. */
  public ApiError {
    headers = Map.copyOf(headers);
  }

  private ApiError(int status, int code, String msg) {
    this(status, code, msg, Map.of(), Optional.empty());
  }

  /**
   * Row 1: the path is known and the method is not, or the path is unknown under {@code
   * /api/public}.
   *
   * @param allowed the methods of the path, which the header {@code Allow} lists
   */
  public static ApiError methodNotAllowed(Set<String> allowed) {
    return new ApiError(
        405,
        405,
        "Method Not Allowed",
        Map.of("allow", String.join(", ", new TreeSet<>(allowed))),
        Optional.empty());
  }

  /** Row 2: no token, or one that does not hold; row 3: a bot that a builder app does not reach. */
  public static ApiError invalidCredentials() {
    return new ApiError(401, SDK, "Invalid SDK credentials");
  }

  /** Row 2: the header is no JWT. */
  public static ApiError invalidToken() {
    return new ApiError(401, SDK, "Invalid JWT token");
  }

  /** Row 3: a bot that an admin app does not reach. */
  public static ApiError invalidStreamId() {
    return new ApiError(400, 400, "Invalid StreamId");
  }

  /** Row 4: the app has not the scope, or is not of the kind, that the call takes. */
  public static ApiError permissionDenied() {
    return new ApiError(401, SDK, "Permission denied. Scope is incorrect!");
  }

  /** Row 5: too many calls. */
  public static ApiError rateLimited(RateVerdict.Exceeded exceeded) {
    return new ApiError(
        429,
        429,
        "You've exceeded the "
            + (exceeded.period() == RatePeriod.MINUTE ? "per-minute" : "hourly")
            + " rate limit. Please wait for sometime before retrying.",
        Map.of("retry-after", Integer.toString(exceeded.retryAfterSeconds())),
        Optional.empty());
  }

  /**
   * Row 6: the body, or a field or parameter, is not as it has to be.
   *
   * @param field which, for example {@code tags.and[0].name}
   * @param why what it has to be, for example {@code must be a string}
   */
  public static ApiError invalidArguments(String field, String why) {
    return new ApiError(412, 412, "Validation errors/ Invalid arguments: " + field + ": " + why);
  }

  /**
   * Row 7: well-formed, but without sense.
   *
   * @param msg says what, with the values read
   */
  public static ApiError badRequest(String msg) {
    return new ApiError(400, 400, msg);
  }

  /**
   * Row 8: the body is too long.
   *
   * @param limit how long it may be, in bytes
   */
  public static ApiError bodyTooLarge(int limit) {
    return new ApiError(413, 413, "The body is too long: at most " + limit + " bytes are taken");
  }

  /**
   * Row 10, where nobody waits for an answer and no retry can help: a stored item cannot be read.
   *
   * @param msg which kind of item, without any of its content
   */
  public static ApiError unreadable(String msg) {
    return new ApiError(500, 500, msg);
  }

  /** Row 9: the path is unknown, and not under {@code /api/public}. */
  public static ApiError notFound() {
    return new ApiError(404, 404, "Not Found");
  }

  /**
   * Returns the answer to a failure, which the log tells under this identifier: {@link
   * #unavailable} for a failure of the store that passes, else {@link #internal}.
   */
  public static ApiError of(Throwable failure, String requestId) {
    return failure instanceof StoreException store && store.isPassing()
        ? unavailable(requestId)
        : internal(requestId);
  }

  /**
   * Row 10: the database did not answer, or throttled, for longer than a request may wait. The same
   * request may be sent again: what it did already is not done twice.
   */
  public static ApiError unavailable(String requestId) {
    return new ApiError(
        503,
        503,
        "Service Unavailable",
        Map.of("retry-after", RETRY_AFTER_SECONDS, "x-request-id", requestId),
        Optional.empty());
  }

  /** Row 11: anything else, which the log tells under this identifier. */
  public static ApiError internal(String requestId) {
    return new ApiError(
        500,
        500,
        "Internal Server Error",
        Map.of("x-request-id", requestId),
        Optional.of(requestId));
  }
}

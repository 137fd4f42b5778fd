package org.conversationsessions.api.http;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.domain.limit.RatePeriod;
import org.conversationsessions.domain.limit.RateVerdict;

/**
 * An error response, with the code and text of the contract's section 3. The text may contain at
 * most 200 characters of the request, so callers quote the request through {@link Excerpt}.
 *
 * @param status the HTTP status
 * @param code the number in the body; not always the status
 * @param msg the text in the body
 * @param headers additional response headers, by their names in lower case
 * @param requestId the identifier to search for in the logs, shown in the body; only in row 11
 */
public record ApiError(
    int status, int code, String msg, Map<String, String> headers, Optional<String> requestId)
    implements HttpOutcome {
  /** The code of authentication failures. */
  private static final int AUTHENTICATION_CODE = 4002;

  private static final String INVALID_ARGUMENTS = "Validation errors/ Invalid arguments: ";

  /** As long as the timeout of a database call, so that clients retry when fewer calls are open. */
  private static final String RETRY_AFTER_SECONDS = "5";

  /** Makes defensive copies. */
  public ApiError {
    headers = Map.copyOf(headers);
  }

  private ApiError(int status, int code, String msg) {
    this(status, code, msg, Map.of(), Optional.empty());
  }

  /**
   * Returns the error of row 1: the path is known but the method is not, or the path is unknown
   * under {@code /api/public}.
   *
   * @param allowed the methods of the path, for the header {@code Allow}
   */
  public static ApiError methodNotAllowed(Set<String> allowed) {
    return new ApiError(
        405,
        405,
        "Method Not Allowed",
        Map.of("allow", String.join(", ", new TreeSet<>(allowed))),
        Optional.empty());
  }

  /**
   * Returns the error of row 2: the token is missing or invalid; or of row 3: a builder app has no
   * access to the bot.
   */
  public static ApiError invalidCredentials() {
    return new ApiError(401, AUTHENTICATION_CODE, "Invalid SDK credentials");
  }

  /** Returns the error of row 2: the header is not a JWT. */
  public static ApiError invalidToken() {
    return new ApiError(401, AUTHENTICATION_CODE, "Invalid JWT token");
  }

  /** Returns the error of row 3: an admin app has no access to the bot. */
  public static ApiError invalidStreamId() {
    return new ApiError(400, 400, "Invalid StreamId");
  }

  /** Returns the error of row 4: the app lacks the scope, or its kind is not allowed. */
  public static ApiError permissionDenied() {
    return new ApiError(401, AUTHENTICATION_CODE, "Permission denied. Scope is incorrect!");
  }

  /** Returns the error of row 5: too many calls. */
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
   * Returns the error of row 6: the body, a field or a parameter is invalid.
   *
   * @param field the field, for example {@code tags.and[0].name}
   * @param rule the rule, for example {@code must be a string}
   */
  public static ApiError invalidArguments(String field, String rule) {
    return new ApiError(412, 412, INVALID_ARGUMENTS + field + ": " + rule);
  }

  /**
   * Returns the field and the rule of an error of row 6, to be shown where it is not an error of
   * the request; of any other error, its message.
   */
  public String reason() {
    return msg.startsWith(INVALID_ARGUMENTS) ? msg.substring(INVALID_ARGUMENTS.length()) : msg;
  }

  /**
   * Returns the error of row 7: the values are well-formed but make no sense.
   *
   * @param msg the reason, with the values as read
   */
  public static ApiError badRequest(String msg) {
    return new ApiError(400, 400, msg);
  }

  /**
   * Returns the error of row 8: the body is too long.
   *
   * @param limit the maximum size in bytes
   */
  public static ApiError bodyTooLarge(int limit) {
    return new ApiError(413, 413, "The body is too long: at most " + limit + " bytes are taken");
  }

  /**
   * The reason of a message from the bus in the dead-letter queue (contract, section 6): a stored
   * item cannot be read, and a retry cannot help. Never an HTTP response.
   *
   * @param msg the kind of item, without its content
   */
  public static ApiError unreadable(String msg) {
    return new ApiError(500, 500, msg);
  }

  /** Returns the error of row 9: the path is unknown and not under {@code /api/public}. */
  public static ApiError notFound() {
    return new ApiError(404, 404, "Not Found");
  }

  /**
   * Returns the error for a failure that is logged under this identifier: {@link #unavailable} for
   * a transient failure of the store, else {@link #internal}.
   */
  public static ApiError of(Throwable failure, String requestId) {
    return failure instanceof StoreException store && store.isTransient()
        ? unavailable(requestId)
        : internal(requestId);
  }

  /**
   * Returns the error of row 10: the database did not answer, or throttled, for longer than a
   * request may wait. The same request may be sent again at once: what it has done counts once
   * (contract, section 6).
   */
  public static ApiError unavailable(String requestId) {
    return new ApiError(
        503,
        503,
        "Service Unavailable",
        Map.of("retry-after", RETRY_AFTER_SECONDS, "x-request-id", requestId),
        Optional.empty());
  }

  /** Returns the error of row 11: any other failure, which is logged under this identifier. */
  public static ApiError internal(String requestId) {
    return new ApiError(
        500,
        500,
        "Internal Server Error",
        Map.of("x-request-id", requestId),
        Optional.of(requestId));
  }
}

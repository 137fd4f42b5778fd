package org.conversationsessions.acceptance;

/**
 * Whole answers that the contract gives to the letter (section 3), as {@link Answer#brief} shows
 * them.
 */
final class Expected {
  /** Row 1. */
  static final String METHOD_NOT_ALLOWED = error(405, "Method Not Allowed", 405);

  /** Row 2, and row 3 for builder apps. */
  static final String INVALID_CREDENTIALS = error(401, "Invalid SDK credentials", 4002);

  /** Row 2. */
  static final String INVALID_TOKEN = error(401, "Invalid JWT token", 4002);

  /** Row 3, for admin apps. */
  static final String INVALID_STREAM = error(400, "Invalid StreamId", 400);

  /** Row 4. */
  static final String PERMISSION_DENIED =
      error(401, "Permission denied. Scope is incorrect!", 4002);

  /** Row 9. */
  static final String NOT_FOUND = error(404, "Not Found", 404);

  /** Closing, whatever was live. */
  static final String SUCCESS = "200 {\"success\":true}";

  /** How every message of row 6 begins. */
  static final String INVALID_ARGUMENTS = "Validation errors/ Invalid arguments";

  private Expected() {}

  /** An answer with one error. */
  static String error(int status, String msg, int code) {
    return "%d {\"errors\":[{\"msg\":\"%s\",\"code\":%d}]}".formatted(status, msg, code);
  }
}

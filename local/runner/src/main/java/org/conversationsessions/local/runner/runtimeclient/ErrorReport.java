package org.conversationsessions.local.runner.runtimeclient;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A failure in the format that Lambda returns to a caller. */
final class ErrorReport {
  private static final int MAX_CAUSES = 10;

  private ErrorReport() {}

  /**
   * Returns the JSON object with {@code errorMessage}, {@code errorType}, {@code stackTrace} and an
   * optional {@code cause}.
   */
  static byte[] json(Throwable failure) {
    return object(failure, 0).getBytes(StandardCharsets.UTF_8);
  }

  private static String object(Throwable failure, int depth) {
    String trace =
        Arrays.stream(failure.getStackTrace())
            .map(frame -> quoted(frame.toString()))
            .collect(Collectors.joining(",", "[", "]"));
    Throwable cause = failure.getCause();
    return "{\"errorMessage\":"
        + (failure.getMessage() == null ? "null" : quoted(failure.getMessage()))
        + ",\"errorType\":"
        + quoted(failure.getClass().getName())
        + ",\"stackTrace\":"
        + trace
        + (cause == null || depth == MAX_CAUSES ? "" : ",\"cause\":" + object(cause, depth + 1))
        + "}";
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}

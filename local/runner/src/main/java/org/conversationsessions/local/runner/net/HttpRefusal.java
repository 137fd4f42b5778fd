package org.conversationsessions.local.runner.net;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** The server's own error responses, in the service's error format (contract, section 3). */
public final class HttpRefusal {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_TEXT = 200;

  private HttpRefusal() {}

  /** Returns the reply for a status. */
  public static Reply of(int status) {
    return reply(status, name(status));
  }

  /**
   * Returns the reply for a status, with a reason.
   *
   * @param reason for the caller; truncated to 200 characters
   */
  public static Reply of(int status, String reason) {
    String name = name(status);
    return reason.equals(name)
        ? of(status)
        : reply(status, name + ": " + reason.substring(0, Math.min(reason.length(), MAX_TEXT)));
  }

  /** Returns a status's reason phrase. */
  static String name(int status) {
    // Jetty calls it "Server Error".
    return status == 500 ? "Internal Server Error" : HttpStatus.getMessage(status);
  }

  private static Reply reply(int status, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("msg", message);
    error.put("code", status);
    try {
      return Reply.json(status, JSON.writeValueAsString(Map.of("errors", List.of(error))));
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }
}

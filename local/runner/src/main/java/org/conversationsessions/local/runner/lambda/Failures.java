package org.conversationsessions.local.runner.lambda;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Failures that Lambda itself reports, in its words. */
final class Failures {
  /** The maximum size of a handler's response, in bytes (Lambda quota). */
  static final int MAX_RESPONSE_BYTES = 6_291_556;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Failures() {}

  static Invocation.Failed timedOut(String requestId, Duration timeout) {
    return failed(
        "Sandbox.Timedout",
        String.format(
            Locale.ROOT,
            "RequestId: %s Error: Task timed out after %.2f seconds",
            requestId,
            timeout.toMillis() / 1000.0));
  }

  static Invocation.Failed exited(String requestId, String status) {
    return failed(
        "Runtime.ExitError",
        "RequestId: " + requestId + " Error: Runtime exited with error: " + status);
  }

  static Invocation.Failed tooLarge() {
    return failed(
        "Function.ResponseSizeTooLarge",
        "Response payload size exceeded maximum allowed payload size ("
            + MAX_RESPONSE_BYTES
            + " bytes).");
  }

  static Invocation.Failed failed(String type, String message) {
    try {
      return new Invocation.Failed(
          type,
          message,
          JSON.writeValueAsBytes(Map.of("errorType", type, "errorMessage", message)));
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the failure that the function's process reported. */
  static Invocation.Failed reported(byte[] report) {
    try {
      JsonNode json = JSON.readTree(report);
      return new Invocation.Failed(
          json.path("errorType").asText("Unhandled"), json.path("errorMessage").asText(""), report);
    } catch (IOException e) {
      return failed("Unhandled", "the function reported a failure that is not JSON");
    }
  }
}

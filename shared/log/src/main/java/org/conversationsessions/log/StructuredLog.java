package org.conversationsessions.log;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the functions' logs: one line of JSON per entry. A failure of a request is logged at level
 * {@code WARN} if it is transient, else at {@code ERROR}. Its entry contains no part of the request
 * except the identifier. Text of exceptions that looks like a token is replaced.
 */
public final class StructuredLog {
  /** Matches tokens: their header begins with the base64 of an opening brace and a quote. */
  private static final Pattern TOKEN =
      Pattern.compile("eyJ[A-Za-z0-9_-]*+\\.[A-Za-z0-9_-]*+(?:\\.[A-Za-z0-9_-]*+)?");

  /**
   * The maximum length of a stack trace. An event of CloudWatch Logs takes 256 KiB, and the end of
   * a deep trace is of little use.
   */
  private static final int MAX_TRACE_LENGTH = 32_000;

  private StructuredLog() {}

  /** Begins an entry. The caller adds further members and calls {@link #end}. */
  public static JsonWriter begin(String level, String message) {
    return new JsonWriter()
        .beginObject()
        .name("level")
        .string(level)
        .name("message")
        .string(message);
  }

  /** Ends an entry and returns its line, without a line end. */
  public static String end(JsonWriter entry) {
    return new String(entry.endObject().finish().toArray(), StandardCharsets.UTF_8);
  }

  /**
   * Logs a failure to standard output, which belongs to the function's log. For a failure that the
   * response reports while the rest of the request succeeds.
   *
   * @param requestId the identifier that the response reports
   */
  public static void logFailure(String requestId, Throwable failure) {
    logFailure(requestId, failure, null);
  }

  /**
   * Logs a warning to standard output. For a failure outside requests that does not affect them.
   *
   * @param message what failed
   */
  public static void warn(String message, Throwable failure) {
    System.out.print(line(begin("WARN", message), failure));
  }

  /** Logs a failure to the context's logger, or to standard output if there is none. */
  public static void logFailure(String requestId, Throwable failure, @Nullable Context context) {
    String line = line(requestId, failure, context == null ? "" : context.getAwsRequestId());
    if (context == null || context.getLogger() == null) {
      System.out.print(line);
    } else {
      context.getLogger().log(line);
    }
  }

  private static String line(String requestId, Throwable failure, @Nullable String invocation) {
    boolean isTransient = failure instanceof StoreException store && store.isTransient();
    JsonWriter entry =
        begin(
            isTransient ? "WARN" : "ERROR",
            isTransient ? "request not served for now" : "request failed");
    entry.name("requestId").string(requestId);
    entry.name("invocationId").string(invocation == null ? "" : invocation);
    return line(entry, failure);
  }

  private static String line(JsonWriter entry, Throwable failure) {
    entry.name("error").string(failure.getClass().getName());
    return end(entry.name("stackTrace").string(trace(failure))) + "\n";
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    String whole = text.toString();
    String trace = whole.substring(0, Math.min(whole.length(), MAX_TRACE_LENGTH));
    return TOKEN.matcher(trace).replaceAll("[token]");
  }
}

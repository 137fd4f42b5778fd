package org.conversationsessions.api.http;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.application.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Tells of failures in one line of JSON each, at level {@code WARN} if the failure passes by itself
 * and else {@code ERROR}. Nothing of the request is told but its identifier, and whatever looks
 * like a token in the exceptions' texts is left out.
 */
public final class FailureLog {
  /** Every token's header begins with the base64 of an opening brace and a quote. */
  private static final Pattern TOKEN =
      Pattern.compile("eyJ[A-Za-z0-9_-]*+\\.[A-Za-z0-9_-]*+(?:\\.[A-Za-z0-9_-]*+)?");

  /** One event of CloudWatch Logs takes 256 KiB; a deep trace's end says little. */
  private static final int LONGEST_TRACE = 32_000;

  private FailureLog() {}

  /**
   * Writes the line to standard output, which is the function's log too: for a failure that the
   * answer tells of while the rest of the request goes on.
   *
   * @param requestId what the answer tells to ask for
   */
  public static void write(String requestId, Throwable failure) {
    write(requestId, failure, null);
  }

  /**
   * Writes a line to standard output about what failed beside all requests and is not needed for
   * them.
   *
   * @param message what failed
   */
  public static void warn(String message, Throwable failure) {
    JsonWriter json = new JsonWriter();
    json.beginObject().name("level").text("WARN").name("message").text(message);
    System.out.print(line(json, failure));
  }

  /** Writes the line to the function's log, or to standard output where there is none. */
  static void write(String requestId, Throwable failure, @Nullable Context context) {
    String line = line(requestId, failure, context == null ? "" : context.getAwsRequestId());
    if (context == null || context.getLogger() == null) {
      System.out.print(line);
    } else {
      context.getLogger().log(line);
    }
  }

  private static String line(String requestId, Throwable failure, @Nullable String invocation) {
    JsonWriter json = new JsonWriter();
    boolean passing = failure instanceof StoreException store && store.isPassing();
    json.beginObject().name("level").text(passing ? "WARN" : "ERROR");
    json.name("message").text(passing ? "request not served for now" : "request failed");
    json.name("requestId").text(requestId);
    json.name("invocationId").text(invocation == null ? "" : invocation);
    return line(json, failure);
  }

  private static String line(JsonWriter json, Throwable failure) {
    json.name("error").text(failure.getClass().getName());
    json.name("stackTrace").text(trace(failure)).endObject();
    return new String(json.finish().toArray(), StandardCharsets.UTF_8) + "\n";
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    String whole = text.toString();
    String trace = whole.substring(0, Math.min(whole.length(), LONGEST_TRACE));
    return TOKEN.matcher(trace).replaceAll("[token]");
  }
}

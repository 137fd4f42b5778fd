package org.conversationsessions.bench.start.probe;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * Times another handler. Answers the event {@code "report"} with the nanoseconds of the last
 * invocation, those of them during which a call of DynamoDB was under way, and the calls, a line
 * each.
 */
public final class TimedHandler implements RequestStreamHandler {
  /** The variable for the handler's class. */
  public static final String HANDLER = "TIMED_HANDLER";

  /** The variable that makes this handler record the calls, whatever its value. */
  public static final String RECORD = "TIMED_RECORD";

  /** The event that requests the figures. */
  public static final String REPORT = "\"report\"";

  static final boolean RECORDS = System.getenv(RECORD) != null;

  private final RequestStreamHandler handler;
  private long took;

  /** Creates the handler, as Lambda does. */
  public TimedHandler() throws ReflectiveOperationException {
    handler =
        Class.forName(System.getenv(HANDLER))
            .asSubclass(RequestStreamHandler.class)
            .getDeclaredConstructor()
            .newInstance();
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    byte[] event = input.readAllBytes();
    if (new String(event, StandardCharsets.UTF_8).equals(REPORT)) {
      String report =
          CallLog.lines().stream()
              .collect(Collectors.joining("\n", took + " " + CallLog.waited() + "\n", ""));
      output.write(report.getBytes(StandardCharsets.UTF_8));
      return;
    }
    CallLog.reset();
    long begin = System.nanoTime();
    handler.handleRequest(new ByteArrayInputStream(event), output, context);
    took = System.nanoTime() - begin;
  }
}

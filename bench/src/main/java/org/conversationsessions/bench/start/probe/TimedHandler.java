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
 * Another handler, timed. The event {@code "report"} is answered with the nanoseconds that the last
 * other invocation took, those of them that a call of DynamoDB was on its way, and the calls, a
 * line each.
 */
public final class TimedHandler implements RequestStreamHandler {
  /** Names the handler's class. */
  public static final String HANDLER = "TIMED_HANDLER";

  /** Set to anything, the calls are recorded. */
  public static final String RECORD = "TIMED_RECORD";

  /** The event that asks for the figures. */
  public static final String REPORT = "\"report\"";

  static final boolean RECORDS = System.getenv(RECORD) != null;

  private final RequestStreamHandler handler;
  private long took;

  /** As Lambda makes it. */
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

package org.conversationsessions.local.runner.handlers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A handler for tests, which does what the event, a JSON text, asks for. It uses the JDK only. */
public final class ActingHandler implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String event = new String(input.readAllBytes(), UTF_8);
    String[] words = event.replace("\"", "").split(" ");
    switch (words[0]) {
      case "throw" ->
          throw new IllegalStateException("bro\"ken\n", new IOException("\uD83D\uDCA5 cause"));
      case "exit" -> Runtime.getRuntime().halt(Integer.parseInt(words[1]));
      case "sleep" -> sleep(Integer.parseInt(words[1]));
      case "big" -> output.write(new byte[Integer.parseInt(words[1])]);
      case "environment" -> write(output, System.getenv().toString());
      case "find" -> write(output, find(words[1]));
      case "context" -> {
        context.getLogger().log("logged by the handler\n");
        write(output, describe(context));
      }
      default -> write(output, event);
    }
  }

  private static String describe(Context context) {
    return String.join(
        "|",
        context.getAwsRequestId(),
        context.getFunctionName(),
        context.getFunctionVersion(),
        context.getInvokedFunctionArn(),
        Integer.toString(context.getMemoryLimitInMB()),
        Integer.toString(context.getRemainingTimeInMillis()));
  }

  private static String find(String type) {
    try {
      return Class.forName(type).getName();
    } catch (ClassNotFoundException e) {
      return "not found";
    }
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(OutputStream output, String text) throws IOException {
    output.write(text.getBytes(UTF_8));
  }
}

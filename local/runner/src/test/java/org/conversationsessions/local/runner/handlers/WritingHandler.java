package org.conversationsessions.local.runner.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A handler for tests, which appends each event to the file that {@code FILE} names, a line each,
 * behind the value of {@code STREAM}. It uses the JDK only.
 */
public final class WritingHandler implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
    Files.writeString(
        Path.of(System.getenv("FILE")),
        System.getenv("STREAM") + " " + event + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}

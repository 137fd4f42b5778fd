package org.conversationsessions.bench.start.probe;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A function that does nothing: measures the JVM and AWS's runtime client. */
public final class EmptyStreamHandler implements RequestStreamHandler {
  /** Creates the handler, as Lambda does. */
  public EmptyStreamHandler() {}

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    output.write("{\"statusCode\":200}".getBytes(StandardCharsets.UTF_8));
  }
}

package org.conversationsessions.local.runner.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/** A handler for tests that cannot be made. */
public final class BrokenHandler implements RequestStreamHandler {
  /** Fails. */
  public BrokenHandler() {
    throw new IllegalStateException("a setting is missing");
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context) {}
}

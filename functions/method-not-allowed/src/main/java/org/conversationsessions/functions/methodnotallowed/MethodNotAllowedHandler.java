package org.conversationsessions.functions.methodnotallowed;

import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.UnroutedEndpoint;

/** Handles the catch-all route. */
public final class MethodNotAllowedHandler extends HttpFunction {
  /** Creates the handler. Lambda calls this constructor. */
  public MethodNotAllowedHandler() {
    super(new UnroutedEndpoint());
  }
}

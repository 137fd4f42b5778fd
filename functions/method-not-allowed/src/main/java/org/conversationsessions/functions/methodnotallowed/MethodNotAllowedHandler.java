package org.conversationsessions.functions.methodnotallowed;

import org.conversationsessions.api.http.HttpFunction;
import org.conversationsessions.api.http.MethodNotAllowed;

/** The catch-all route. */
public final class MethodNotAllowedHandler extends HttpFunction {
  /** As Lambda makes it. */
  public MethodNotAllowedHandler() {
    super(new MethodNotAllowed());
  }
}

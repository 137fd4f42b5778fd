package org.conversationsessions.functions.console;

import java.util.Map;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpFunction;

/** Handles every method of {@code /console} and of the paths below it (contract, section 17). */
public final class ConsoleHandler extends HttpFunction {
  /** Creates the handler, with all files in memory. Lambda calls this constructor. */
  public ConsoleHandler() {
    this(new ConsoleEndpoint(ConsoleFiles.load()));
  }

  ConsoleHandler(ConsoleEndpoint endpoint) {
    super(Endpoint.byMethod(Map.of("GET", endpoint, "HEAD", endpoint)));
  }
}

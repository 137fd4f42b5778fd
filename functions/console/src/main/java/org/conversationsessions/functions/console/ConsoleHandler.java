package org.conversationsessions.functions.console;

import java.util.Map;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Endpoint;
import org.conversationsessions.api.http.HttpFunction;
import org.jspecify.annotations.Nullable;

/**
 * Handles every method of {@code /console}, of the paths below it, and of the API's documentation
 * (contract, sections 13 and 17).
 */
public final class ConsoleHandler extends HttpFunction {
  /** Creates the handler, with all files in memory. Lambda calls this constructor. */
  public ConsoleHandler() {
    this("true".equals(System.getenv("SERVE_CONSOLE")));
  }

  /**
   * Creates a handler.
   *
   * @param servesConsole whether the console is there; without it its paths are unknown
   */
  ConsoleHandler(boolean servesConsole) {
    super(
        endpoint(
            new ConsoleEndpoint(DocumentationFiles.load(), DocumentationFiles.POLICY),
            servesConsole ? new ConsoleEndpoint(ConsoleFiles.load()) : null));
  }

  private static Endpoint endpoint(Endpoint documentation, @Nullable Endpoint console) {
    Endpoint documents = readOnly(documentation);
    Endpoint others = console == null ? request -> ApiError.notFound() : readOnly(console);
    return request -> (DocumentationFiles.has(request.path()) ? documents : others).answer(request);
  }

  private static Endpoint readOnly(Endpoint files) {
    return Endpoint.byMethod(Map.of("GET", files, "HEAD", files));
  }
}

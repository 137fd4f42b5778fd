package org.conversationsessions.api.http;

import java.util.Map;
import java.util.Optional;

/** Handles requests. Thread-safe. */
@FunctionalInterface
public interface Endpoint {
  /** Handles one request. Exceptions are logged and answered by {@link ApiError#of}. */
  HttpOutcome answer(HttpRequest request);

  /**
   * Returns an endpoint that dispatches by method and rejects other methods (contract, section 3,
   * row 1).
   *
   * @param endpoints the endpoints by method, in upper case
   */
  static Endpoint byMethod(Map<String, Endpoint> endpoints) {
    Map<String, Endpoint> known = Map.copyOf(endpoints);
    return request ->
        Optional.ofNullable(known.get(request.method()))
            .map(endpoint -> endpoint.answer(request))
            .orElseGet(() -> ApiError.methodNotAllowed(known.keySet()));
  }
}

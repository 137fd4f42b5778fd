package org.conversationsessions.api.http;

import java.util.Map;
import java.util.Optional;

/** Answers requests. Safe for several threads. */
@FunctionalInterface
public interface Endpoint {
  /** Answers one request. What it throws is answered by {@link ApiError#of} and logged. */
  HttpOutcome answer(HttpRequest request);

  /**
   * Leaves each request to the endpoint of its method, and refuses other methods (contract, section
   * 3, row 1).
   *
   * @param endpoints by method, in upper case
   */
  static Endpoint byMethod(Map<String, Endpoint> endpoints) {
    Map<String, Endpoint> known = Map.copyOf(endpoints);
    return request ->
        Optional.ofNullable(known.get(request.method()))
            .map(endpoint -> endpoint.answer(request))
            .orElseGet(() -> ApiError.methodNotAllowed(known.keySet()));
  }
}

package org.conversationsessions.api.http;

import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.json.Bytes;

/**
 * A request.
 *
 * @param method in upper case; what {@code x-http-method-override} of a POST stands for has taken
 *     effect
 * @param path as the gateway gives it, for example {@code /api/public/bot/st-1/session}
 * @param pathParameters the variable parts of the route, percent-decoded, by name
 * @param query percent-decoded; of a name given twice the values stand behind each other with
 *     commas
 * @param headers by their names in lower case
 * @param body as it was sent; empty if there is none
 * @param requestId the gateway's identifier of this request
 */
public record HttpRequest(
    String method,
    String path,
    Map<String, String> pathParameters,
    Map<String, String> query,
    Map<String, String> headers,
    Bytes body,
    String requestId) {
  /** Copies what can change. */
  public HttpRequest {
    pathParameters = Map.copyOf(pathParameters);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** The header of this name, given in lower case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The variable part of the route of this name. */
  public Optional<String> pathParameter(String name) {
    return Optional.ofNullable(pathParameters.get(name));
  }

  /** Without headers and body, which hold secrets and people's words. */
  @Override
  public String toString() {
    return method + " " + path + " (" + requestId + ")";
  }
}

package org.conversationsessions.api.http;

import java.util.Map;
import java.util.Optional;
import org.conversationsessions.json.Bytes;

/**
 * An HTTP request.
 *
 * @param method in upper case, after {@code x-http-method-override} of a POST was applied
 * @param path as the gateway sends it, for example {@code /api/public/bot/st-1/session}
 * @param pathParameters the route's variable parts by name, percent-decoded
 * @param query percent-decoded; the values of a repeated name are joined with commas
 * @param headers by their names in lower case
 * @param body the body as sent; empty if there is none
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
  /** Makes defensive copies. */
  public HttpRequest {
    pathParameters = Map.copyOf(pathParameters);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** Returns the header of this name, given in lower case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Returns the route's variable part of this name. */
  public Optional<String> pathParameter(String name) {
    return Optional.ofNullable(pathParameters.get(name));
  }

  /** Omits headers and body, which contain secrets and personal data. */
  @Override
  public String toString() {
    return method + " " + path + " (" + requestId + ")";
  }
}

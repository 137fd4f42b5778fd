package org.conversationsessions.api.http;

import java.util.Map;
import org.conversationsessions.json.Bytes;

/**
 * An HTTP response.
 *
 * @param status 200 to 599
 * @param headers by their names in lower case
 * @param body the uncompressed body
 */
public record HttpResponse(int status, Map<String, String> headers, Bytes body)
    implements HttpOutcome {
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  /**
   * Makes defensive copies. Throws {@link IllegalArgumentException} if the status is out of range.
   */
  public HttpResponse {
    headers = Map.copyOf(headers);
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("no HTTP status of a response: " + status);
    }
  }

  /** Returns a response with status 200 and this JSON text. */
  public static HttpResponse json(Bytes body) {
    return new HttpResponse(200, JSON, body);
  }
}

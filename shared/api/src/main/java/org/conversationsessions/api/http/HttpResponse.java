package org.conversationsessions.api.http;

import java.util.Map;
import org.conversationsessions.api.json.Bytes;

/**
 * An answer.
 *
 * @param status 200 to 599
 * @param headers by their names in lower case
 * @param body its text, uncompressed
 */
public record HttpResponse(int status, Map<String, String> headers, Bytes body)
    implements HttpOutcome {
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  /** Copies what can change; refuses what is no answer with {@link IllegalArgumentException}. */
  public HttpResponse {
    headers = Map.copyOf(headers);
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("no HTTP status of an answer: " + status);
    }
  }

  /** Status 200 with this JSON text. */
  public static HttpResponse json(Bytes body) {
    return new HttpResponse(200, JSON, body);
  }
}

package org.conversationsessions.local.runner.net;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The response to a call.
 *
 * @param status its status
 * @param headers its headers
 * @param body its body
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(int status, Map<String, List<String>> headers, byte[] body) {
  /** Returns a reply with one content type. */
  public static Reply of(int status, String contentType, byte[] body) {
    return new Reply(status, Map.of("content-type", List.of(contentType)), body);
  }

  /** Returns a reply with a JSON body. */
  public static Reply json(int status, String json) {
    return of(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns this reply for a connection that closes after it, and says so. */
  Reply withConnectionClose() {
    Map<String, List<String>> all = new HashMap<>(headers);
    all.put("connection", List.of("close"));
    return new Reply(status, Map.copyOf(all), body);
  }
}

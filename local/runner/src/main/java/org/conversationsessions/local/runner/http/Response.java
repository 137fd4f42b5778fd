package org.conversationsessions.local.runner.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.conversationsessions.local.runner.net.Reply;

/**
 * An HTTP response.
 *
 * @param status its status
 * @param headers its headers by lower-case name
 * @param body its body
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Response(int status, Map<String, List<String>> headers, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns the gateway's own response. */
  static Response refusal(Reply reply) {
    return new Response(reply.status(), reply.headers(), reply.body());
  }

  /** Returns a response with a JSON body. */
  static Response json(int status, Map<String, ?> body) {
    try {
      return new Response(
          status,
          Map.of("content-type", List.of("application/json")),
          JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the response with a header added or replaced. */
  Response with(String header, String value) {
    Map<String, List<String>> all = new TreeMap<>(headers);
    all.put(header, List.of(value));
    return new Response(status, all, body);
  }
}

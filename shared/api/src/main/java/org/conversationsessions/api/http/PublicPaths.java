package org.conversationsessions.api.http;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The paths of the API and the methods of each, for the header {@code Allow}. The template declares
 * the routes; a test compares this table with them. A {@code POST} that only carries {@code
 * x-http-method-override} is a route, but not a method of its path.
 */
public final class PublicPaths {
  /** The prefix of all paths but those that name a version. */
  static final String ROOT = "/api/public";

  private static final Set<String> PUT = Set.of("PUT");
  private static final Set<String> POST = Set.of("POST");
  private static final Set<String> DELETE = Set.of("DELETE");
  private static final Set<String> GET = Set.of("GET");
  private static final Set<String> GET_POST = Set.of("GET", "POST");
  private static final Set<String> GET_PUT_DELETE = Set.of("GET", "PUT", "DELETE");

  private static final Map<String, Set<String>> METHODS =
      Map.ofEntries(
          Map.entry("/api/public/self", GET),
          Map.entry("/api/public/alluserroles", GET),
          Map.entry("/api/public/getSessions", POST),
          Map.entry("/api/public/{botId}/sessions", PUT),
          Map.entry("/api/public/bot/{botId}/session", PUT),
          Map.entry("/api/public/stream/{botId}/session", PUT),
          Map.entry("/api/public/bot/{botId}/sessions", PUT),
          Map.entry("/api/public/stream/{botId}/sessions", PUT),
          Map.entry("/api/public/bot/{botId}/sessions/close", POST),
          Map.entry("/api/public/stream/{botId}/sessions/close", POST),
          Map.entry("/api/public/bot/{botId}/sessions/close/{jobId}", GET),
          Map.entry("/api/public/stream/{botId}/sessions/close/{jobId}", GET),
          Map.entry("/api/public/bot/{botId}/getSessions", POST),
          Map.entry("/api/public/stream/{botId}/getSessions", POST),
          Map.entry("/api/public/getMessages", POST),
          Map.entry("/api/public/getMessagesV2", POST),
          Map.entry("/api/public/bot/{botId}/getMessages", GET_POST),
          Map.entry("/api/public/stream/{botId}/getMessages", GET_POST),
          Map.entry("/api/public/bot/{botId}/getMessagesV2", GET_POST),
          Map.entry("/api/public/stream/{botId}/getMessagesV2", GET_POST),
          Map.entry("/api/public/bot/{botId}/messages-lite", GET_POST),
          Map.entry("/api/public/stream/{botId}/messages-lite", GET_POST),
          Map.entry("/api/public/getSessionMetrics", GET_POST),
          Map.entry("/api/public/bot/{botId}/getSessionMetrics", GET_POST),
          Map.entry("/api/public/stream/{botId}/getSessionMetrics", GET_POST),
          Map.entry("/api/public/getBillingSessionsDetails", POST),
          Map.entry("/api/public/bots/getBillingSessionsDetails", POST),
          Map.entry("/api/public/bot/{botId}/getBillingSessionsDetails", POST),
          Map.entry("/api/public/stream/{botId}/getBillingSessionsDetails", POST),
          Map.entry("/api/public/bot/{botId}/activity", POST),
          Map.entry("/api/public/stream/{botId}/activity", POST),
          Map.entry("/api/public/bot/{botId}/manageSessions", GET_PUT_DELETE),
          Map.entry("/api/public/stream/{botId}/manageSessions", GET_PUT_DELETE),
          Map.entry("/api/public/bot/{botId}/publish", POST),
          Map.entry("/api/public/stream/{botId}/publish", POST),
          Map.entry("/api/public/bot/{botId}/publish/{view+}", GET),
          Map.entry("/api/public/stream/{botId}/publish/{view+}", GET),
          Map.entry("/api/1.1/public/bot/{botId}/publish/{view+}", GET),
          Map.entry("/api/1.1/public/stream/{botId}/publish/{view+}", GET),
          Map.entry("/api/public/bot/{botId}/sessionState", GET_PUT_DELETE),
          Map.entry("/api/public/stream/{botId}/sessionState", GET_PUT_DELETE),
          Map.entry("/api/public/bot/eraseUsersData", DELETE),
          Map.entry("/api/public/stream/eraseUsersData", DELETE),
          Map.entry("/api/public/bot/eraseUsersData/status/{reqId+}", GET),
          Map.entry("/api/public/stream/eraseUsersData/status/{reqId+}", GET),
          Map.entry("/api/1.1/public/bot/eraseUsersData/status/{reqId+}", GET),
          Map.entry("/api/1.1/public/stream/eraseUsersData/status/{reqId+}", GET),
          Map.entry("/api/public/uploadfile", POST),
          Map.entry("/api/public/bot/{botId}/import", POST),
          Map.entry("/api/public/stream/{botId}/import", POST),
          Map.entry("/api/public/bot/import", POST),
          Map.entry("/api/public/stream/import", POST),
          Map.entry("/api/public/bot/import/status/{bir+}", GET),
          Map.entry("/api/public/stream/import/status/{bir+}", GET),
          Map.entry("/api/1.1/public/bot/import/status/{bir+}", GET),
          Map.entry("/api/1.1/public/stream/import/status/{bir+}", GET),
          Map.entry("/api/1.1/{botId}/debuglogs", GET),
          Map.entry("/api/1/{botId}/debuglogs", GET),
          Map.entry("/api/public/bot/{botId}/conversations/delete", POST),
          Map.entry("/api/public/stream/{botId}/conversations/delete", POST),
          Map.entry("/api/public/bot/{botId}/conversations/delete/{jobId+}", GET),
          Map.entry("/api/public/stream/{botId}/conversations/delete/{jobId+}", GET),
          Map.entry("/api/1.1/public/bot/{botId}/conversations/delete/{jobId+}", GET),
          Map.entry("/api/1.1/public/stream/{botId}/conversations/delete/{jobId+}", GET));

  private PublicPaths() {}

  /** Returns the methods of each path, by the path as written in the template. */
  public static Map<String, Set<String>> methods() {
    return METHODS;
  }

  /** Returns the methods of a request's path; empty if no route has this path. */
  static Set<String> methodsOf(String path) {
    List<String> parts = parts(path);
    return METHODS.entrySet().stream()
        .filter(known -> matches(parts(known.getKey()), parts))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Set.of());
  }

  private static List<String> parts(String path) {
    return List.of(path.split("/", -1));
  }

  private static boolean matches(List<String> known, List<String> parts) {
    boolean greedy = known.getLast().endsWith("+}");
    if (greedy ? parts.size() < known.size() : parts.size() != known.size()) {
      return false;
    }
    for (int at = 0; at < known.size(); at++) {
      String part = parts.get(at);
      // A variable part matches any text that is not empty.
      if (known.get(at).startsWith("{") ? part.isEmpty() : !known.get(at).equals(part)) {
        return false;
      }
    }
    return true;
  }
}

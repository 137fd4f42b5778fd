package org.conversationsessions.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a bot keeps about one conversation, read and changed over HTTP by the bot's builder app.
 *
 * @param bot whose it is
 * @param userId the end user
 * @param channel the channel
 */
record StoredState(TestBot bot, String userId, String channel) {
  /** As a state of which nothing is kept is shown. */
  static final String NOTHING =
      "{\"variables\":{},\"dialogContext\":null,\"authProfiles\":{},\"currentTags\":[],"
          + "\"historicTags\":[],\"sentiment\":null}";

  /** A change that sets every part. */
  static final String EVERYTHING =
      """
      {"variables": {"v": {"value": 1}, "t": {"value": 2, "ttlMinutes": 60}},
       "authProfiles": {"p": "token-p", "q": "token-q"}, "dialogContext": {"node": "Ask"},
       "currentTags": ["now"], "historicTags": [["a"], ["b"]], "sentiment": {"joy": 0.5}}\
      """;

  /** What is {@link #left} of {@link #EVERYTHING} before anything clears. */
  static final String ALL = "v t p q context sentiment [\"now\"] [[\"a\"],[\"b\"]]";

  /** What is {@link #left} of it after a closing. */
  static final String AFTER_CLOSING = "t p q sentiment [\"now\"] [[\"a\"],[\"b\"]]";

  /** Where it is reached, with the query. */
  String path() {
    return bot.path("sessionState") + query();
  }

  /** The query that names it. */
  String query() {
    return "?userId=" + encoded(userId) + "&channel=" + encoded(channel);
  }

  /** A call with a token. */
  Answer call(String method, String token, String body) {
    return bot.client().call(method, path(), token, body);
  }

  /** Reads it. */
  Answer read() {
    return call("GET", bot.builder().token(), "");
  }

  /** Changes it by a JSON text. */
  Answer put(String change) {
    return call("PUT", bot.builder().token(), change);
  }

  /** Changes it, which must be taken; what is shown then. */
  JsonNode set(String change) {
    Answer answer = put(change);
    if (answer.status() != 200) {
      throw new AssertionError("not set: " + answer);
    }
    return answer.json();
  }

  /** Clears it. */
  Answer clear() {
    return call("DELETE", bot.builder().token(), "");
  }

  /** What is shown of it. */
  JsonNode shown() {
    Answer answer = read();
    if (answer.status() != 200) {
      throw new AssertionError("not read: " + answer);
    }
    return answer.json();
  }

  /** The names of what is kept, then the current and the historic tags. */
  String left() {
    JsonNode shown = shown();
    List<String> names = new ArrayList<>();
    shown.path("variables").fieldNames().forEachRemaining(names::add);
    shown.path("authProfiles").fieldNames().forEachRemaining(names::add);
    if (!shown.path("dialogContext").isNull()) {
      names.add("context");
    }
    if (!shown.path("sentiment").isNull()) {
      names.add("sentiment");
    }
    return "%s %s %s"
        .formatted(String.join(" ", names), shown.path("currentTags"), shown.path("historicTags"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

package org.conversationsessions.acceptance.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.conversationsessions.acceptance.Client;
import org.conversationsessions.acceptance.TestApp;
import org.conversationsessions.acceptance.Tokens;

/**
 * Calls as Kore.ai's BotKit does ({@code Koredotcom/BotKit}, {@code invokePlatformAPIs.js}), and as
 * bots that were made from it do. A bot asks for the history when it hands an end user to an agent,
 * and when the chat window is closed.
 *
 * @param credentials the app of each bot, by the bot's id
 * @param jwtExpirySeconds how long a token is valid
 */
record BotKit(Map<String, TestApp> credentials, int jwtExpirySeconds) {
  private static final int DEFAULT_LIMIT = 20;

  /** The place of the bot's id among the parts of a URL. */
  private static final int BOT_ID = 6;

  /** A line of a derivative's history. */
  record Line(String type, String text) {}

  /**
   * Returns a page of history.
   *
   * @param baseUrl the URL of the bot, as the platform sends it
   * @param limit empty: 20
   */
  JsonNode getMessages(String baseUrl, String userId, int skip, OptionalInt limit) {
    return get(
        baseUrl
            + "/getMessages?skip="
            + skip
            + "&limit="
            + limit.orElse(DEFAULT_LIMIT)
            + "&userId="
            + userId);
  }

  /**
   * Returns the history as a derivative asks for it: its query begins with {@code &}, and its GET
   * has a JSON object as body.
   */
  List<Line> getChatHistory(String baseUrl, String userId) {
    String url = baseUrl + "/getMessages?&userId=" + userId;
    JsonNode response =
        Http.send(
                Http.request(url)
                    .header("content-type", "application/json")
                    .header("auth", token(url))
                    .method("GET", BodyPublishers.ofString("{}")))
            .json();
    List<Line> history = new ArrayList<>();
    for (JsonNode message : response.path("messages")) {
      history.add(
          new Line(
              message.path("type").asText().equals("outgoing") ? "bot" : "user",
              message.at("/components/0/data/text").asText("No text found")));
    }
    return history;
  }

  /** Returns the messages of one session, as a derivative does after {@code sessionClosure}. */
  JsonNode getMessagesOfSession(String baseUrl, String conversationSessionId) {
    String url = baseUrl + "/getMessagesV2";
    return Http.send(
            Http.request(url)
                .header("content-type", "application/json")
                .header("auth", token(url))
                .POST(
                    BodyPublishers.ofString(
                        Client.text(Map.of("sessionId", List.of(conversationSessionId))))))
        .json();
  }

  /** Sends a GET, whatever its status; the callers read the body. */
  JsonNode get(String url) {
    return Http.send(
            Http.request(url)
                .header("accept", "application/json")
                .header("content-type", "application/json")
                .header("auth", token(url))
                .GET())
        .json();
  }

  /** Returns a token whose {@code exp} has a fraction. The URL says which bot's app signs it. */
  private String token(String url) {
    TestApp app = Objects.requireNonNull(credentials.get(url.split("/", -1)[BOT_ID]));
    double exp = System.currentTimeMillis() / 1000.0 + jwtExpirySeconds;
    return Tokens.hs256(app.secret(), Map.of("appId", app.app().appId(), "exp", exp));
  }
}

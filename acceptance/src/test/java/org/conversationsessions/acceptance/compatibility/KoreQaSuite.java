package org.conversationsessions.acceptance.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.acceptance.Answer;
import org.conversationsessions.acceptance.Client;
import org.conversationsessions.acceptance.TestApp;
import org.conversationsessions.acceptance.Tokens;

/**
 * Calls as a Karate suite for Kore.ai's public APIs does ({@code vishnura-Kore/test}). The numbers
 * are those of its features.
 *
 * @param publicUrl the host, with {@code /api}
 * @param app whose token is that of a signing service: {@code iss}, {@code sub}, an empty {@code
 *     aud}
 */
record KoreQaSuite(URI publicUrl, String streamId, TestApp app) {
  /** Feature 4_08: the conversation history. */
  Answer conversationHistory(String userId) {
    return Http.send(
        request(
                "/public/bot/%s/getMessages?userId=%s&skip=0&limit=10"
                    .formatted(streamId, Http.encoded(userId)))
            .GET());
  }

  /** Scenario 1_5 of the language switching: the history of a call, by the name stream. */
  Answer languageSwitchingHistory(String userId) {
    Instant now = Instant.now();
    return Http.send(
        request(
                "/public/stream/%s/getMessages?userId=%s&channelType=ivr&dateFrom=%s&dateTo=%s"
                    .formatted(
                        streamId,
                        Http.encoded(userId),
                        Http.isoMillis(now.minus(Duration.ofDays(2))),
                        Http.isoMillis(now)))
            .GET());
  }

  /** Features 4_09 and 4_10: the sessions of the last two days. */
  Answer sessionsHistory(String containmentType) {
    Instant now = Instant.now();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("skip", 0);
    body.put("limit", 100);
    body.put("dateFrom", Http.isoMillis(now.minus(Duration.ofDays(2))));
    body.put("dateTo", Http.isoMillis(now));
    return Http.send(
        request("/public/bot/" + streamId + "/getSessions?containmentType=" + containmentType)
            .POST(BodyPublishers.ofString(Client.text(body))));
  }

  /** Feature 5_20, which the suite has as a comment: erases all data of an end user. */
  Answer eraseUsersData(String userId) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("userIds", List.of(userId));
    payload.put("botIds", List.of(streamId));
    payload.put("RemoveDataFromAllBots", false);
    return Http.send(
        request("/public/bot/eraseUsersData")
            .method("DELETE", BodyPublishers.ofString(Client.text(payload))));
  }

  /** The documented status of an erasure. */
  JsonNode eraseUsersDataStatus(String requestId) {
    return Http.send(request("/public/bot/eraseUsersData/status/" + requestId).GET()).json();
  }

  /**
   * Feature 2.4: publishes the bot.
   *
   * @param ending what the stream id ends with: empty, or what makes it unknown
   * @param auth the token; empty for none
   */
  Answer publish(String ending, String auth, String body) {
    return Http.send(
        authorized("/public/bot/" + streamId + ending + "/publish", auth)
            .POST(BodyPublishers.ofString(body)));
  }

  /** Feature 2.4 with the wrong method. */
  Answer publishByGet() {
    return Http.send(request("/public/bot/" + streamId + "/publish").GET());
  }

  /**
   * Feature 2.5: the status of the publication.
   *
   * @param ending what the stream id ends with: empty, or what makes it unknown
   * @param auth the token; empty for none
   */
  Answer publishStatus(String ending, String auth) {
    return Http.send(
        authorized("/public/bot/" + streamId + ending + "/publish/status", auth).GET());
  }

  /** Feature 2.5 with the wrong method. */
  Answer publishStatusByPut() {
    return Http.send(
        request("/public/bot/" + streamId + "/publish/status").PUT(BodyPublishers.ofString("{}")));
  }

  /**
   * Feature 5_06: all users with their roles.
   *
   * @param query with its question mark; empty for no limit
   * @param auth the token; empty for none
   */
  Answer allUserRoles(String query, String auth) {
    return Http.send(authorized("/public/alluserroles" + query, auth).GET());
  }

  /** Feature 5_06 with the wrong method. */
  Answer allUserRolesByPost() {
    return Http.send(request("/public/alluserroles").POST(BodyPublishers.ofString("{}")));
  }

  private HttpRequest.Builder request(String path) {
    return authorized(path, token());
  }

  private HttpRequest.Builder authorized(String path, String auth) {
    HttpRequest.Builder request =
        Http.request(publicUrl + path).header("Content-Type", "application/json");
    return auth.isEmpty() ? request : request.header("auth", auth);
  }

  /** The token of the app. */
  String token() {
    return Tokens.hs256(
        app.secret(),
        Map.of(
            "iss",
            app.app().appId(),
            "sub",
            "qa@example.com",
            "aud",
            "",
            "isAnonymous",
            false,
            "iat",
            Instant.now().getEpochSecond()));
  }
}

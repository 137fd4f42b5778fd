package org.conversationsessions.acceptance.compatibility;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.acceptance.Answer;
import org.conversationsessions.acceptance.Client;
import org.conversationsessions.acceptance.Multipart;

/**
 * Imports as a Karate suite for Kore.ai's public APIs does them ({@code vishnura-Kore/test}). The
 * numbers are those of its features.
 *
 * @param publicUrl the host, with {@code /api}
 */
record KoreQaImports(URI publicUrl) {
  /** An icon that the suite never uploads. */
  static final String ICON = "5fcb2ebfbbab2c550c2b1707";

  /** Features 1_4 and 2.1: uploads a file, and keeps its {@code fileId}. */
  String upload(String jwtToken, String extension, String content) {
    Answer response =
        Http.send(
            Http.request(publicUrl + "/public/uploadfile")
                .header("Content-Type", Multipart.CONTENT_TYPE)
                .header("auth", jwtToken)
                .POST(
                    BodyPublishers.ofByteArray(
                        Multipart.upload(extension, content.getBytes(UTF_8)))));
    return response.json().path("fileId").asText();
  }

  /** Feature 1_4: the payload with all fields. */
  static Map<String, Object> payload(String definition, String config, String function) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("botDefinition", definition);
    payload.put("configInfo", config);
    payload.put("botFunctions", List.of(function));
    payload.put("icon", ICON);
    payload.put("name", "PublicConsumerbot");
    payload.put("purpose", "customer");
    payload.put("color", "#009dab");
    return payload;
  }

  /** Feature 1_4: imports as a new bot. */
  Answer importAsNewBot(String jwtToken, Map<String, Object> payload) {
    return Http.send(post("/public/bot/import", jwtToken, payload));
  }

  /** Feature 1_4: with the wrong method. */
  Answer importAsNewBotByGet(String jwtToken) {
    return Http.send(request("/public/bot/import", jwtToken).GET());
  }

  /** Feature 2.1: imports into an existing bot. */
  Answer importIntoBot(String jwtToken, String streamId, Map<String, Object> payload) {
    return Http.send(post("/public/bot/" + streamId + "/import", jwtToken, payload));
  }

  /** Feature 2.1: with the wrong method. */
  Answer importIntoBotByGet(String jwtToken, String streamId) {
    return Http.send(request("/public/bot/" + streamId + "/import", jwtToken).GET());
  }

  /** Features 1_5 and 2.1: the status. */
  Answer status(String jwtToken, String bir) {
    return Http.send(request("/public/bot/import/status/" + bir, jwtToken).GET());
  }

  /** Feature 1_5: with the wrong method. */
  Answer statusByPost(String jwtToken, String bir) {
    return Http.send(post("/public/bot/import/status/" + bir, jwtToken, Map.of()));
  }

  private HttpRequest.Builder post(String path, String jwtToken, Map<String, Object> payload) {
    return request(path, jwtToken).POST(BodyPublishers.ofString(Client.text(payload)));
  }

  /** An empty token stands for a request without one. */
  private HttpRequest.Builder request(String path, String jwtToken) {
    HttpRequest.Builder request =
        Http.request(publicUrl + path).header("Content-Type", "application/json");
    return jwtToken.isEmpty() ? request : request.header("auth", jwtToken);
  }
}

package org.conversationsessions.acceptance.compatibility;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import org.conversationsessions.acceptance.Multipart;

/**
 * Imports as a build pipeline does ({@code mkkaeley/BotPipeline}, {@code jenkins_import.ps1}):
 * uploads two files, imports them with many options, and asks for the status once.
 *
 * @param host the service's address
 * @param token with no claim but {@code appId}
 */
record BotPipeline(URI host, String token) {
  private static final String BODY =
      """
      {
          "botDefinition" : "%s",
          "configInfo" : "%s",
          "importOptions": {
              "nlpData": ["training_data", "bot_synonyms", "nlpSettings", "defaultDialog"],
              "settings": ["botSettings", "ivrSettings", "botVariables"],
              "tasks": ["botTask", "knowledgeGraph", "smallTalk"],
              "options": {"utterances": {"append": true, "replace": true}},
              "botComponents": ["linkedBots", "smallTalk"],
              "customDashboard": true
          }
      }
      """;

  /** Uploads a file with curl; its identifier. */
  String upload(String json) {
    return Http.send(
            Http.request(host + "/api/public/uploadfile")
                .header("auth", token)
                .header("content-type", Multipart.CONTENT_TYPE)
                .POST(BodyPublishers.ofByteArray(Multipart.upload("json", json.getBytes(UTF_8)))))
        .json()
        .path("fileId")
        .asText();
  }

  /** Imports two files; the identifier of the import. */
  String importBot(String streamId, String definition, String config) {
    return Http.send(
            Http.request(host + "/api/public/bot/" + streamId + "/import")
                .header("auth", token)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(BODY.formatted(definition, config))))
        .json()
        .path("_id")
        .asText();
  }

  /** Asks for the status. */
  JsonNode status(String id) {
    return Http.send(
            Http.request(host + "/api/public/bot/import/status/" + id)
                .header("auth", token)
                .header("content-type", "application/json")
                .GET())
        .json();
  }
}

package org.conversationsessions.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Uploads and imports of an account.
 *
 * @param bot a bot of the account
 * @param token a token of its admin app
 */
record Imports(TestBot bot, String token) {
  /** Uploads JSON; the identifier of the file. */
  String upload(String json) {
    return upload("json", json.getBytes(UTF_8)).json().path("fileId").asText();
  }

  /** Uploads a file. */
  Answer upload(String extension, byte[] file) {
    return bot.client()
        .send(
            "POST",
            "/api/public/uploadfile",
            Multipart.upload(extension, file),
            "auth",
            token,
            "Content-Type",
            Multipart.CONTENT_TYPE);
  }

  /** Imports files into the bot; the identifier of the import. */
  String into(String definition, String config) {
    return post(bot.path("import"), Map.of("botDefinition", definition, "configInfo", config))
        .json()
        .path("_id")
        .asText();
  }

  /** Asks for an import. */
  Answer post(String path, Map<String, ?> body) {
    return bot.client().call("POST", path, token, Client.text(body));
  }

  /** The status of an import. */
  JsonNode status(String id) {
    return bot.client().call("GET", "/api/public/bot/import/status/" + id, token, "").json();
  }
}

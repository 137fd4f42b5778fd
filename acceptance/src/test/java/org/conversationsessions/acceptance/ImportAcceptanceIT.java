package org.conversationsessions.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 19: uploads and imports over HTTP")
class ImportAcceptanceIT {
  private static final String ICON = "5fcb2ebfbbab2c550c2b1707";
  private static final String DEFINITION =
      """
      {"name":"Travel","dialogs":[{"name":"Book Flight"}],"sessionInactiveTime":1200000,
      "sessionClosureProcess":0,"skipSessionMessage":false,"clearAllAuthTokens":true,
      "runCustomScript":{"enable":true,"script":"koreUtil.ClearAuthProfiles('crm');"},
      "defaultLanguage":"de","strict_pii":true,"pii_patterns":[
      {"pii_type":"Email","ignoreCase":true,"regex":"[a-z]+@[a-z.]+","enabled":true},
      {"pii_type":"Odd","regex":"(?!x)","enabled":true}]}
      """;

  private final TestBot bot = TestBot.create();
  private final Imports imports = new Imports(bot, bot.admin().token());

  @Test
  void aDefinitionIsImportedIntoABot() {
    String config = imports.upload("{\"name\":\"Travel\",\"envVariables\":[]}");
    String id = imports.into(imports.upload(DEFINITION), config);
    JsonNode status = imports.status(id);

    assertThat(status.path("status").asText()).as(status.toString()).isEqualTo("success");
    assertThat(status.path("streamId").asText()).isEqualTo(bot.id().value());
    assertThat(status.at("/statusLogs/8/taskType").asText()).isEqualTo("BotVariables");
    assertThat(status.at("/statusLogs/11/message").asText())
        .contains("the pattern \"Odd\" was left out", "keepMessages is false");
    JsonNode settings = bot.settings().json();
    assertThat(settings.path("inactivityDuration").asInt()).isEqualTo(20);
    assertThat(settings.path("proactivelyClose").asBoolean()).isFalse();
    assertThat(settings.path("closureBehavior").asText()).isEqualTo("message");
    assertThat(settings.path("clearAuthProfiles").asBoolean()).isTrue();
    assertThat(settings.path("customScript").asText()).contains("crm");
    assertThat(settings.path("defaultLanguage").asText()).isEqualTo("de");
    assertThat(settings.path("keepMessages").asBoolean()).isFalse();
    assertThat(settings.at("/piiRedaction/patterns/0/pii_type").asText()).isEqualTo("Email");
    assertThat(settings.at("/piiRedaction/enabled").asBoolean()).isTrue();
    for (String path :
        List.of(
            "/api/public/stream/import/status/" + id,
            "/api/public/bot/import/status/" + id + "/",
            "/api/1.1/public/bot/import/status/" + id)) {
      assertThat(bot.client().call("GET", path, imports.token(), "").json()).isEqualTo(status);
    }
  }

  @Test
  void aZipBecomesANewBot() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : List.of("botDefinition.json", "config.json")) {
        zip.putNextEntry(new ZipEntry("export/" + name));
        zip.write(
            (name.startsWith("bot") ? DEFINITION : "{\"name\":\"Travel Pro\"}").getBytes(UTF_8));
      }
    }
    String zip = imports.upload("zip", bytes.toByteArray()).json().path("fileId").asText();
    Answer taken =
        imports.post("/api/public/bot/import", Map.of("uploadMode", "ZIP", "zipInfo", zip));
    JsonNode status = imports.status(taken.json().path("_id").asText());

    assertThat(taken.json().path("status").asText()).isEqualTo("pending");
    assertThat(status.path("status").asText()).as(status.toString()).isEqualTo("success");
    String made = status.path("streamId").asText();
    assertThat(made).startsWith("st-").isNotEqualTo(bot.id().value());
    Answer settings =
        bot.client()
            .call("GET", "/api/public/bot/" + made + "/manageSessions", imports.token(), "");
    assertThat(settings.json().path("inactivityDuration").asInt()).isEqualTo(20);
    JsonNode self = bot.client().call("GET", "/api/public/self", imports.token(), "").json();
    assertThat(self.path("bots").findValuesAsText("name")).contains("Travel Pro");
  }

  @Test
  void anImportThatFailsChangesNothing() {
    String before = bot.settings().text();
    String config = imports.upload("{}");
    for (Map.Entry<String, String> bad :
        Map.of(
                "{\"sessionInactiveTime\":60000}", "out of bounds",
                "{\"defaultLanguage\":\"de\",\"runCustomScript\":{\"enable\":true,\"script\":\"if (\"}}",
                    "cannot be read: line 1",
                "{\"defaultLanguage\":\"de\",\"sessionClosureProcess\":7}", "sessionClosureProcess",
                "no JSON", "it is not JSON")
            .entrySet()) {
      JsonNode status = imports.status(imports.into(imports.upload(bad.getKey()), config));
      assertThat(status.path("status").asText()).isEqualTo("failed");
      assertThat(status.toString()).contains(bad.getValue());
    }
    assertThat(bot.settings().text()).isEqualTo(before);
  }

  @Test
  void filesAndImportsAreOfTheirAccount() {
    TestBot stranger = TestBot.create();
    String file = imports.upload(DEFINITION);
    String id = imports.into(file, file);
    Imports others = new Imports(stranger, stranger.admin().token());

    assertThat(
            others
                .post(stranger.path("import"), Map.of("botDefinition", file, "configInfo", file))
                .brief())
        .isEqualTo("400 {\"errors\":[{\"msg\":\"Invalid file id\",\"code\":400}]}");
    assertThat(others.status(id).at("/errors/0/msg").asText()).isEqualTo("Invalid request ID");
    assertThat(others.post(bot.path("import"), Map.of()).message()).isEqualTo("Invalid StreamId");
    TestApp other =
        TestApp.admin(bot.client().service().registry(), bot.account(), Set.of(Scope.READ));
    TestApp builder = bot.newApp(Scope.allOf(AppKind.BUILDER).toArray(Scope[]::new));
    for (String token : List.of(other.token(), builder.token())) {
      Imports denied = new Imports(bot, token);
      assertThat(denied.upload("json", new byte[1]).brief()).isEqualTo(Expected.PERMISSION_DENIED);
      assertThat(denied.post(bot.path("import"), Map.of()).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
      assertThat(denied.post("/api/public/bot/import", Map.of("icon", ICON)).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
    }
  }

  @Test
  void anUploadHasABoundOfItsOwn() {
    int frame = Multipart.upload("png", new byte[0]).length;

    assertThat(imports.upload("png", new byte[4_400_000 - frame]).status()).isEqualTo(200);
    assertThat(imports.upload("png", new byte[4_400_001 - frame]).brief())
        .isEqualTo(
            "413 {\"errors\":[{\"msg\":\"The body is too long: at most 4400000 bytes are"
                + " taken\",\"code\":413}]}");
  }
}

package org.conversationsessions.functions.importbot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.conversationsessions.api.http.TestClient;
import org.conversationsessions.api.http.TestClient.Response;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.imports.ImportService;
import org.conversationsessions.application.imports.InMemoryBotRegistration;
import org.conversationsessions.application.imports.InMemoryImports;
import org.conversationsessions.application.settings.InMemorySettings;
import org.conversationsessions.application.settings.SettingsService;
import org.conversationsessions.domain.imports.Upload;
import org.conversationsessions.domain.imports.Upload.Content;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("contract, section 19: uploads and imports")
class ImportBotHandlerTest {
  private static final Clock CLOCK = Clock.fixed(TestClient.NOW, ZoneOffset.UTC);
  private static final String UPLOAD = "/api/public/uploadfile";
  private static final String IMPORT = "/api/public/bot/import";
  private static final String ICON = "5fcb2ebfbbab2c550c2b1707";
  private static final String DEFINITION =
      """
      {"_id":"st-x","name":"Travel","sessionInactiveTime":1200000,"sessionClosureProcess":0,\
      "skipSessionMessage":false,"runCustomScript":{"enable":true,"script":"var a;"}}\
      """;
  private static final String CONFIG = "{\"name\":\"Travel Pro\",\"envVariables\":[]}";
  private static final String UNKNOWN_FILE =
      "400 {\"errors\":[{\"msg\":\"Invalid file id\",\"code\":400}]}";
  private static final String UNKNOWN_IMPORT =
      "400 {\"errors\":[{\"msg\":\"Invalid request ID\",\"code\":400}]}";

  private static final ServiceConfig DEPLOYMENT =
      new ServiceConfig(
          Duration.ofDays(90),
          Duration.ofDays(7),
          Duration.ofMinutes(5),
          Duration.ofDays(14),
          0,
          0,
          false,
          4,
          Duration.ofSeconds(30),
          true);

  private final TestClient client = new TestClient();
  private final InMemorySettings settings =
      new InMemorySettings().register(TestClient.BOT).register(TestClient.SIBLING);
  private final InMemoryImports imports = new InMemoryImports(CLOCK);
  private final ImportBotHandler handler = handler(RateLimit.NONE);

  @BeforeEach
  void registerOtherApps() {
    App admin = client.registry().app("cs-admin").orElseThrow();
    client
        .registry()
        .put(app(admin, "cs-sessions", "account", Scope.READ))
        .put(app(admin, "cs-other", "foreign", Scope.IMPORT));
  }

  @Nested
  class Uploads {
    @Test
    void onlyWhatAnImportUsesIsKept() throws IOException {
      Response response = upload("json", DEFINITION);

      String id = response.json().text("fileId").orElseThrow();
      assertThat(response.brief()).isEqualTo("200 {\"fileId\":\"" + id + "\"}");
      assertThat(id).matches("[0-9a-f]{24}");
      Upload stored = imports.uploads().getFirst();
      assertThat(stored.account()).isEqualTo("account");
      assertThat(stored.name()).isEqualTo("bot Definition.json");
      assertThat(stored.size()).isEqualTo(DEFINITION.length());
      assertThat(stored.sha256()).hasSize(64);
      assertThat(stored.uploadedAt()).isEqualTo(TestClient.NOW);
      assertThat(stored.content())
          .isEqualTo(new Content.Extract(DEFINITION.replace("\"_id\":\"st-x\",", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", ".json", "JSON", "zip", ".zip", "js", ".js", "png", ".png"})
    void everyFileIsTaken(String extension) throws IOException {
      assertThat(upload(extension, "\u0000 no such file").status()).isEqualTo(200);
      assertThat(imports.uploads().getFirst().content()).isInstanceOf(Content.Unreadable.class);
    }

    @Test
    void aFormThatLacksAPartNamesIt() throws IOException {
      byte[] file = {1};
      Map<Multipart, String> wrong =
          Map.of(
              new Multipart().field("fileContext", "bulkImport").field("fileExtension", "json"),
              "file: is missing",
              new Multipart().file("file", "a", file).field("fileExtension", "json"),
              "fileContext: is missing",
              new Multipart().file("file", "a", file).field("fileContext", "bulkImport"),
              "fileExtension: is missing",
              new Multipart()
                  .file("file", "a", file)
                  .field("fileContext", "other")
                  .field("fileExtension", "json"),
              "fileContext: must be one of bulkImport",
              Multipart.upload("csv", file),
              "fileExtension: must be one of");
      for (Map.Entry<Multipart, String> form : wrong.entrySet()) {
        Response response = post(handler, "cs-admin", Multipart.CONTENT_TYPE, form.getKey());
        assertThat(response.status()).isEqualTo(412);
        assertThat(response.text()).contains("Invalid arguments: " + form.getValue());
      }
      assertThat(imports.uploads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", "application/json", "multipart/form-data", "multipart/form-data; boundary="})
    void whatIsNoFormIsRefused(String contentType) throws IOException {
      Response response =
          post(handler, "cs-admin", contentType, Multipart.upload("json", new byte[1]));

      assertThat(response.status()).isEqualTo(412);
      assertThat(response.text())
          .contains("body: must be multipart/form-data")
          .doesNotContain("\\u");
    }

    @Test
    void theBodyHasABound() throws IOException {
      int frame = Multipart.upload("png", new byte[0]).finish().length;

      assertThat(upload("png", new byte[4_400_000 - frame]).status()).isEqualTo(200);
      assertThat(upload("png", new byte[4_400_001 - frame]).brief())
          .isEqualTo(
              "413 {\"errors\":[{\"msg\":\"The body is too long: at most 4400000 bytes are"
                  + " taken\",\"code\":413}]}");
    }

    @Test
    void aHostileNameIsOnlyAText() throws IOException {
      for (String name : List.of("../../etc/passwd", "x".repeat(5000), "", "ü")) {
        Multipart form =
            new Multipart()
                .file("file", name, DEFINITION.getBytes(UTF_8))
                .field("fileContext", "bulkImport")
                .field("fileExtension", "json");
        assertThat(post(handler, "cs-admin", Multipart.CONTENT_TYPE, form).status()).isEqualTo(200);
      }
      assertThat(imports.uploads()).allMatch(upload -> upload.name().length() <= 256);
      Multipart nul = new Multipart().file("file", "a\u0000b", new byte[1]);
      assertThat(post(handler, "cs-admin", Multipart.CONTENT_TYPE, nul).status()).isEqualTo(412);
    }

    @Test
    void aDamagedFormIsRefusedOrTakenButNeverAFailure(@Seeded Random random) throws IOException {
      for (int number = 0; number < 1_000; number++) {
        byte[] form = Multipart.upload("json", DEFINITION.getBytes(UTF_8)).finish();
        for (int change = random.nextInt(6); change >= 0; change--) {
          form[random.nextInt(form.length)] = (byte) random.nextInt();
        }
        assertThat(client.post(handler, "cs-admin", UPLOAD, Multipart.CONTENT_TYPE, form).status())
            .isIn(200, 412);
      }
    }
  }

  @Nested
  class IntoABot {
    @Test
    void theSettingsAreSetAndTheStatusShowsIt() throws IOException {
      Response taken = importInto("{\"botDefinition\":\"%s\",\"configInfo\":\"%s\"}");

      String id = taken.json().text("_id").orElseThrow();
      assertThat(id).startsWith("bir-");
      assertThat(taken.brief())
          .isEqualTo(
              "200 {\"_id\":\""
                  + id
                  + "\",\"streamRefId\":\"st-1\",\"status\":\"pending\",\"statusLogs\":[{\"taskType\":"
                  + "\"importRequest\",\"taskName\":\"st-1\",\"status\":\"success\"}],\"requestType\":"
                  + "\"Botimport\",\"createdBy\":\"cs-admin\",\"createdOn\":\"2026-03-02T12:00:00.000Z\","
                  + "\"__v\":0}");
      JsonObject status = status("cs-admin", id).json();
      assertThat(status.text("status")).contains("success");
      assertThat(status.text("streamId")).contains("st-1");
      assertThat(lines(status)).hasSize(13);
      assertThat(lines(status).get(8)).isEqualTo("BotVariables BotVariables ignored");
      assertThat(lines(status)).endsWith("settings settings success", "importBot st-1 success");
      ManagedSettings set = settings.read(TestClient.BOT).orElseThrow();
      assertThat(set.lifecycle().inactivity()).isEqualTo(Duration.ofMinutes(20));
      assertThat(set.closure().customScript()).contains("var a;");
      assertThat(client.registry().bot("st-1").orElseThrow().name()).isEmpty();
    }

    @Test
    void withoutBotSettingsNothingIsSet() throws IOException {
      Response taken =
          importInto(
              "{\"botDefinition\":\"%s\",\"configInfo\":\"%s\","
                  + "\"importOptions\":{\"settings\":[],\"tasks\":[\"botTask\"]}}");

      JsonObject status = status("cs-admin", taken.json().text("_id").orElseThrow()).json();
      assertThat(status.text("status")).contains("success");
      assertThat(lines(status).get(11)).startsWith("settings settings ignored");
      assertThat(settings.read(TestClient.BOT)).contains(ManagedSettings.OF_NEW_BOT);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "json | {\"sessionInactiveTime\":1} | settings settings failed | out of bounds",
          "json | {\"strict_pii\":5} | Bot Definition st-1 failed | strict_pii: must be true or false",
          "json | {\"runCustomScript\":{\"enable\":true,\"script\":\"if (\"}} | Bot Definition st-1 failed | runCustomScript.script: cannot be read: line 1",
          "json | {\"manageSessions\":[[[ | Bot Definition st-1 failed | it is not JSON",
          "js | {} | Bot Definition st-1 failed | uploaded as neither json nor zip",
          "zip | {} | Bot Definition st-1 failed | the ZIP has no botDefinition.json",
        })
    void aDefinitionThatIsNotAllowedFailsWithItsReason(
        String extension, String definition, String line, String reason) throws IOException {
      String file = upload(extension, definition).json().text("fileId").orElseThrow();
      String config = upload("json", CONFIG).json().text("fileId").orElseThrow();
      Response taken =
          into("{\"botDefinition\":\"" + file + "\",\"configInfo\":\"" + config + "\"}");

      assertThat(taken.json().text("status")).contains("pending");
      Response status = status("cs-admin", taken.json().text("_id").orElseThrow());
      assertThat(status.json().text("status")).contains("failed");
      assertThat(lines(status.json())).contains(line, "importBot st-1 failed");
      assertThat(status.text()).contains(reason);
      assertThat(settings.read(TestClient.BOT)).contains(ManagedSettings.OF_NEW_BOT);
    }

    @Test
    void aConfigurationThatIsNotJsonFailsToo() throws IOException {
      String file = upload("json", DEFINITION).json().text("fileId").orElseThrow();
      String config = upload("json", "x").json().text("fileId").orElseThrow();
      Response taken =
          into("{\"botDefinition\":\"" + file + "\",\"configInfo\":\"" + config + "\"}");

      assertThat(status("cs-admin", taken.json().text("_id").orElseThrow()).text())
          .contains("\"message\":\"configInfo: it is not JSON");
    }

    @Test
    void aDefinitionMayBeNestedDeep() throws IOException {
      String deep = "{\"manageSessions\":{\"x\":" + "[".repeat(300) + "]".repeat(300) + "}}";
      String file = upload("json", deep).json().text("fileId").orElseThrow();
      Response taken = into("{\"botDefinition\":\"" + file + "\",\"configInfo\":\"" + file + "\"}");

      assertThat(status("cs-admin", taken.json().text("_id").orElseThrow()).text())
          .contains("nested more than 100 levels deep");
    }

    @Test
    void aFileThatIsNoneOfTheAccountsIsUnknown() throws IOException {
      String own = upload("json", DEFINITION).json().text("fileId").orElseThrow();
      String foreign =
          post(handler, "cs-other", Multipart.CONTENT_TYPE, Multipart.upload("json", new byte[1]))
              .json()
              .text("fileId")
              .orElseThrow();
      for (String bad : List.of(foreign, ICON, "", "korewerd", own + "0")) {
        assertThat(into(files(bad, own, own)).brief()).isEqualTo(UNKNOWN_FILE);
        assertThat(into(files(own, bad, own)).brief()).isEqualTo(UNKNOWN_FILE);
        assertThat(into(files(own, own, bad)).brief()).isEqualTo(UNKNOWN_FILE);
      }
      assertThat(into(files(own, own, own)).status()).isEqualTo(200);
    }

    private static String files(String definition, String config, String function) {
      return "{\"botDefinition\":\"%s\",\"configInfo\":\"%s\",\"botFunctions\":[\"%s\"]}"
          .formatted(definition, config, function);
    }

    @ParameterizedTest
    @CsvSource({
      "cs-admin, st-foreign, 400, Invalid StreamId",
      "cs-admin, st-unknown, 400, Invalid StreamId",
      "cs-builder, st-2, 401, Invalid SDK credentials",
      "cs-builder, st-1, 401, Permission denied. Scope is incorrect!",
      "cs-sessions, st-1, 401, Permission denied. Scope is incorrect!",
      "'', st-1, 401, Invalid SDK credentials",
    })
    void accessIsCheckedBeforeTheBody(String app, String bot, int status, String message)
        throws IOException {
      Response response = client.call(handler, app, "POST", Map.of("botId", bot), Map.of(), "{");

      assertThat(response.status()).isEqualTo(status);
      assertThat(response.text()).contains("\"msg\":\"" + message + "\"");
    }

    private Response importInto(String body) throws IOException {
      return into(
          body.formatted(
              upload("json", DEFINITION).json().text("fileId").orElseThrow(),
              upload("json", CONFIG).json().text("fileId").orElseThrow()));
    }

    private Response into(String body) throws IOException {
      return client.call(handler, "cs-admin", "POST", body);
    }
  }

  @Nested
  class AsANewBot {
    @Test
    void aBotIsRegisteredWithNameAndSettings() throws IOException {
      JsonObject status = imported("");

      Bot bot = client.registry().bot(status.text("streamId").orElseThrow()).orElseThrow();
      assertThat(status.text("status")).contains("success");
      assertThat(bot.account()).isEqualTo("account");
      assertThat(bot.name()).contains("Travel Pro");
      assertThat(lines(status).getFirst()).isEqualTo("importRequest Travel Pro success");
      assertThat(bot.settings().inactivity()).isEqualTo(Duration.ofMinutes(20));
      assertThat(settings.read(bot.id()).orElseThrow().closure().customScript()).contains("var a;");
    }

    @Test
    void theRequestMayNameIt() throws IOException {
      JsonObject status = imported(",\"name\":\"PublicConsumerbot7\",\"purpose\":\"customer\"");

      assertThat(client.registry().bot(status.text("streamId").orElseThrow()).orElseThrow().name())
          .contains("PublicConsumerbot7");
    }

    @Test
    void aZipNeedsNoOtherFile() throws IOException {
      String zip = upload("zip", "x").json().text("fileId").orElseThrow();
      Response taken = asNew("{\"uploadMode\":\"ZIP\",\"zipInfo\":\"" + zip + "\"}");

      JsonObject status = status("cs-admin", taken.json().text("_id").orElseThrow()).json();
      assertThat(status.text("status")).contains("failed");
      assertThat(status.members()).doesNotContainKey("streamId");
      assertThat(client.registry().botsOf("account")).hasSize(2);
    }

    @Test
    void ofTheIconOnlyTheFormIsLookedAt() throws IOException {
      String file = upload("json", DEFINITION).json().text("fileId").orElseThrow();
      String body =
          "{\"botDefinition\":\"" + file + "\",\"configInfo\":\"" + file + "\",\"icon\":\"%s\"}";

      assertThat(asNew(body.formatted("korewerd")).brief()).isEqualTo(UNKNOWN_FILE);
      assertThat(asNew(body.formatted(ICON)).status()).isEqualTo(200);
      assertThat(asNew("{\"botDefinition\":\"" + file + "\"}").text())
          .contains("Invalid arguments: configInfo: is missing");
    }

    private JsonObject imported(String more) throws IOException {
      String definition = upload("json", DEFINITION).json().text("fileId").orElseThrow();
      String config = upload("json", CONFIG).json().text("fileId").orElseThrow();
      Response taken =
          asNew(
              "{\"botDefinition\":\"%s\",\"configInfo\":\"%s\",\"icon\":\"%s\"%s}"
                  .formatted(definition, config, ICON, more));
      return status("cs-admin", taken.json().text("_id").orElseThrow()).json();
    }

    private Response asNew(String body) throws IOException {
      return client.call(handler, "cs-admin", "POST", IMPORT, Map.of(), Map.of(), body);
    }
  }

  @Test
  void aStatusIsShownToItsAccountAlone() throws IOException {
    String file = upload("json", DEFINITION).json().text("fileId").orElseThrow();
    String id =
        client
            .call(
                handler,
                "cs-admin",
                "POST",
                "{\"botDefinition\":\"" + file + "\",\"configInfo\":\"" + file + "\"}")
            .json()
            .text("_id")
            .orElseThrow();

    assertThat(status("cs-admin", id + "/").brief()).isEqualTo(status("cs-admin", id).brief());
    assertThat(status("cs-other", id).brief()).isEqualTo(UNKNOWN_IMPORT);
    for (String other : List.of("bir-" + new UUID(7, 7), id + "1", id + "//", "/", "eud-1")) {
      assertThat(status("cs-admin", other).brief()).isEqualTo(UNKNOWN_IMPORT);
    }
    assertThat(status("cs-sessions", id).status()).isEqualTo(401);
    assertThat(status("cs-builder", id).text()).contains("Permission denied");
    assertThat(status("", id).text()).contains("Invalid SDK credentials");
  }

  @Test
  void otherMethodsAreNotAllowed() throws IOException {
    assertAllowed("GET", "/api/public/bot/import/status/x", Map.of("bir", "x"), "POST");
    assertAllowed("POST", "/api/public/bot/st-1/import", Map.of("botId", "st-1"), "GET");
    assertAllowed("POST", IMPORT, Map.of(), "GET");
    assertAllowed("POST", UPLOAD, Map.of(), "PUT");
  }

  @Test
  void importsCountWithTheirBotUploadsWithTheAccountAndStatusCallsWithTheImport()
      throws IOException {
    ImportBotHandler limited = handler(new RateLimit(1, 0));
    Multipart form = Multipart.upload("json", DEFINITION.getBytes(UTF_8));
    String file =
        client
            .post(limited, "cs-admin", UPLOAD, Multipart.CONTENT_TYPE, form.finish())
            .json()
            .text("fileId")
            .orElseThrow();
    String body = "{\"botDefinition\":\"" + file + "\",\"configInfo\":\"" + file + "\"}";
    Response taken = client.call(limited, "cs-admin", "POST", body);
    String id = taken.json().text("_id").orElseThrow();
    Map<String, String> path = Map.of("bir", id);

    assertThat(client.call(limited, "cs-admin", "POST", body).status()).isEqualTo(429);
    assertThat(client.call(limited, "cs-admin", "POST", IMPORT, Map.of(), Map.of(), body).status())
        .isEqualTo(429);
    assertThat(client.call(limited, "cs-admin", "GET", path, Map.of(), "").status()).isEqualTo(200);
    assertThat(client.call(limited, "cs-admin", "GET", path, Map.of(), "").status()).isEqualTo(429);
  }

  private void assertAllowed(
      String allowed, String path, Map<String, String> parameters, String method)
      throws IOException {
    Response response = client.call(handler, "cs-admin", method, path, parameters, Map.of(), "");
    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("allow", allowed);
  }

  private static List<String> lines(JsonObject status) {
    return ((JsonArray) status.member("statusLogs").orElseThrow())
        .items().stream()
            .map(JsonObject.class::cast)
            .map(
                line ->
                    String.join(
                        " ",
                        line.text("taskType").orElseThrow(),
                        line.text("taskName").orElseThrow(),
                        line.text("status").orElseThrow()))
            .toList();
  }

  private Response upload(String extension, String file) throws IOException {
    return upload(extension, file.getBytes(UTF_8));
  }

  private Response upload(String extension, byte[] file) throws IOException {
    return post(handler, "cs-admin", Multipart.CONTENT_TYPE, Multipart.upload(extension, file));
  }

  private Response post(ImportBotHandler to, String app, String contentType, Multipart form)
      throws IOException {
    return client.post(to, app, UPLOAD, contentType, form.finish());
  }

  private Response status(String app, String id) throws IOException {
    return client.call(handler, app, "GET", Map.of("bir", id), Map.of(), "");
  }

  private ImportBotHandler handler(RateLimit limit) {
    return new ImportBotHandler(
        client.access(limit),
        imports,
        new ImportService(
            imports,
            client.registry(),
            new SettingsService(settings, DEPLOYMENT, BackoffPolicy.immediate()),
            new InMemoryBotRegistration(client.registry(), settings),
            CLOCK,
            UUID::randomUUID),
        DEPLOYMENT,
        CLOCK);
  }

  private static App app(App like, String id, String account, Scope scope) {
    return new App(id, account, AppKind.ADMIN, Set.of(), Set.of(scope), like.keys());
  }
}

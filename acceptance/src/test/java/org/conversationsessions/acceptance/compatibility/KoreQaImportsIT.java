package org.conversationsessions.acceptance.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.conversationsessions.acceptance.Answer;
import org.conversationsessions.acceptance.TestApp;
import org.conversationsessions.acceptance.TestBot;
import org.conversationsessions.domain.registry.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the suite asserts of imports: its features 1_4, 1_5 and 2.1. */
@DisplayName("Kore.ai's QA suite; contract, section 19")
class KoreQaImportsIT {
  private static final String INVALID_ARGUMENTS = "412 Validation errors/ Invalid arguments 412";
  private static final String INVALID_FILE = "400 Invalid file id 400";
  private static final String INVALID_TOKEN = "401 Invalid JWT token 4002";
  private static final String NO_TOKEN = "401 Invalid SDK credentials 4002";
  private static final String WRONG_SCOPE = "401 Permission denied. Scope is incorrect! 4002";
  private static final String WRONG_METHOD = "405 Method Not Allowed 405";
  private static final String DEFINITION =
      """
      {"localeData":{"en":{"name":"QA"}},"defaultLanguage":"en","sessionInactiveTime":900000,
      "sessionClosureProcess":1,"skipSessionMessage":false,"clearAllAuthTokens":false,
      "runCustomScript":{"enable":false,"script":""},"dialogs":[]}
      """;

  private final TestBot bot = TestBot.create();
  private final String jwtToken = bot.admin().token();
  private final String wrongScopes =
      TestApp.admin(bot.client().service().registry(), bot.account(), Set.of(Scope.READ)).token();
  private final KoreQaImports suite =
      new KoreQaImports(URI.create(bot.client().service().url() + "/api"));
  private String definition = "";
  private String config = "";
  private String function = "";

  @BeforeEach
  void uploadFiles() {
    definition = suite.upload(jwtToken, "json", DEFINITION);
    config = suite.upload(jwtToken, "json", "{\"name\":\"QA\",\"envVariables\":[]}");
    function = suite.upload(jwtToken, "js", "function a() {}");
  }

  @Test
  void feature14AsANewBot() {
    Map<String, Object> all = KoreQaImports.payload(definition, config, function);
    Answer response = suite.importAsNewBot(jwtToken, all);
    assertThat(response.status()).as(response.text()).isEqualTo(200);
    assertThat(response.json().path("status").asText()).isEqualTo("pending");
    assertThat(response.json().at("/statusLogs/0/status").asText()).isEqualTo("success");
    assertThat(response.json().at("/statusLogs/0/taskName").asText())
        .isEqualTo("PublicConsumerbot");
    assertThat(response.json().path("requestType").asText()).isEqualTo("Botimport");
    assertThat(suite.importAsNewBot(jwtToken, without(all, "botFunctions")).status())
        .isEqualTo(200);

    for (String missing : List.of("configInfo", "botDefinition", "icon")) {
      assertThat(asserted(suite.importAsNewBot(jwtToken, without(all, missing))))
          .as(missing)
          .isEqualTo(INVALID_ARGUMENTS);
    }
    for (String only : List.of("botDefinition", "configInfo", "icon", "botFunctions")) {
      assertThat(
              asserted(
                  suite.importAsNewBot(
                      jwtToken, Map.of(only, Objects.requireNonNull(all.get(only))))))
          .as(only)
          .isEqualTo(INVALID_ARGUMENTS);
    }
    for (Map.Entry<String, Object> invalid :
        Map.<String, Object>of(
                "configInfo", "ConusmerBotConfigFileID",
                "botDefinition", "ConusmerBotDefinitionFileID",
                "icon", "korewerd",
                "botFunctions", List.of("BotFunctionFIleID"))
            .entrySet()) {
      assertThat(
              asserted(
                  suite.importAsNewBot(jwtToken, with(all, invalid.getKey(), invalid.getValue()))))
          .as(invalid.getKey())
          .isEqualTo(INVALID_FILE);
    }
    assertThat(asserted(suite.importAsNewBot("JWTToken", all))).isEqualTo(INVALID_TOKEN);
    assertThat(asserted(suite.importAsNewBot("", all))).isEqualTo(NO_TOKEN);
    assertThat(asserted(suite.importAsNewBot(wrongScopes, all))).isEqualTo(WRONG_SCOPE);
    Map<String, Object> allInvalid =
        KoreQaImports.payload(
            "ConusmerBotDefinitionFileID", "ConusmerBotConfigFileID", "BotFunctionFIleID");
    assertThat(asserted(suite.importAsNewBot("JWTToken", with(allInvalid, "icon", "abcd"))))
        .isEqualTo(INVALID_TOKEN);
    assertThat(asserted(suite.importAsNewBotByGet(jwtToken))).isEqualTo(WRONG_METHOD);
  }

  @Test
  void feature15Status() {
    String bir =
        suite
            .importAsNewBot(jwtToken, KoreQaImports.payload(definition, config, function))
            .json()
            .path("_id")
            .asText();
    Answer response = suite.status(jwtToken, bir);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.json().path("status").asText()).isEqualTo("success");
    assertThat(response.json().path("_id").asText()).isEqualTo(bir);
    assertThat(response.json().path("streamId").asText()).startsWith("st-");
    assertThat(asserted(suite.status(jwtToken, bir + 4711)))
        .isEqualTo("400 Invalid request ID 400");
    assertThat(asserted(suite.status("", bir))).isEqualTo(NO_TOKEN);
    assertThat(asserted(suite.status(jwtToken + 4711, bir))).isEqualTo(NO_TOKEN);
    assertThat(asserted(suite.status(wrongScopes, bir))).isEqualTo(WRONG_SCOPE);
    assertThat(asserted(suite.statusByPost(jwtToken, bir))).isEqualTo(WRONG_METHOD);
  }

  @Test
  void feature21IntoAnExistingBot() {
    Map<String, Object> full = new LinkedHashMap<>();
    full.put("botDefinition", definition);
    full.put("configInfo", config);
    String stream = bot.id().value();
    for (Map<String, Object> payload :
        List.of(
            full,
            with(full, "importOptions", Map.of("settings", List.of(), "tasks", List.of("botTask"))),
            with(full, "importOptions", Map.of("nlpData", List.of("patterns"))),
            with(full, "importOptions", Map.of("settings", List.of("botSettings"))))) {
      Answer taken = suite.importIntoBot(jwtToken, stream, payload);
      assertThat(taken.status()).as(taken.text()).isEqualTo(200);
      assertThat(taken.json().path("status").asText()).isEqualTo("pending");
      JsonNode status = suite.status(jwtToken, taken.json().path("_id").asText()).json();
      assertThat(status.path("status").asText()).isEqualTo("success");
      assertThat(status.path("streamId").asText()).isEqualTo(stream);
      assertThat(status.path("statusLogs").findValuesAsText("taskType"))
          .contains("KnowledgeTasks", "SmallTalk", "Dialog")
          .contains("Patterns", "Standard Responses", "Utterences", "CustomTemplates");
      assertThat(status.at("/statusLogs/8/taskType").asText()).isEqualTo("BotVariables");
    }
    JsonNode settings = bot.settings().json();
    assertThat(settings.path("inactivityDuration").asInt()).isEqualTo(15);
    assertThat(settings.path("closureBehavior").asText()).isEqualTo("message");
    assertThat(settings.path("customScript").isNull()).isTrue();

    assertThat(asserted(suite.importIntoBot(jwtToken, stream + 4711, full)))
        .isEqualTo("400 Invalid StreamId 400");
    assertThat(asserted(suite.importIntoBot("", stream, full))).isEqualTo(NO_TOKEN);
    assertThat(asserted(suite.importIntoBot(wrongScopes, stream, full))).isEqualTo(WRONG_SCOPE);
    assertThat(asserted(suite.importIntoBot(jwtToken + 4711, stream, full))).isEqualTo(NO_TOKEN);
    assertThat(asserted(suite.importIntoBotByGet(jwtToken, stream))).isEqualTo(WRONG_METHOD);
  }

  /** What the suite compares; of a 412, the field that follows Kore.ai's message is left out. */
  private static String asserted(Answer answer) {
    JsonNode error = answer.json().at("/errors/0");
    return answer.status()
        + " "
        + error.path("msg").asText().replaceFirst(": .*", "")
        + " "
        + error.path("code").asInt();
  }

  private static Map<String, Object> without(Map<String, Object> payload, String name) {
    Map<String, Object> changed = new LinkedHashMap<>(payload);
    changed.remove(name);
    return changed;
  }

  private static Map<String, Object> with(Map<String, Object> payload, String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(payload);
    changed.put(name, value);
    return changed;
  }
}

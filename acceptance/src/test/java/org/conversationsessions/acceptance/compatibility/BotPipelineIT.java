package org.conversationsessions.acceptance.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import org.conversationsessions.acceptance.TestBot;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("a build pipeline; contract, section 19")
class BotPipelineIT {
  private final TestBot bot = TestBot.create();
  private final BotPipeline pipeline =
      new BotPipeline(URI.create(bot.client().service().url().toString()), bot.admin().token());

  @Test
  void anExportIsImportedWithItsSettings() {
    String definition =
        pipeline.upload(
            """
            {"_id":"st-kore","sessionInactiveTime":900000,"sessionClosureProcess":1,
            "skipSessionMessage":false,"clearAllAuthTokens":false,"supportedLanguages":["en"],
            "runCustomScript":{"enable":false,"script":""},"strict_pii":false,"pii_patterns":[],
            "localeData":{"en":{"name":"Demobot1"}},"dialogs":[],"nlMeta":{}}
            """);
    String config = pipeline.upload("{\n    \"name\": \"Demobot1\",\n    \"envVariables\": []\n}");
    JsonNode status = pipeline.status(pipeline.importBot(bot.id().value(), definition, config));

    assertThat(status.path("status").asText()).as(status.toString()).isEqualTo("success");
    JsonNode settings = bot.settings().json();
    assertThat(settings.path("inactivityDuration").asInt()).isEqualTo(15);
    assertThat(settings.path("closureBehavior").asText()).isEqualTo("message");
    assertThat(settings.path("customScript").isNull()).isTrue();
    assertThat(settings.at("/piiRedaction/patterns")).isEmpty();
  }
}

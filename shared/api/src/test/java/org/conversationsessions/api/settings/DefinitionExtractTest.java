package org.conversationsessions.api.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.conversationsessions.domain.imports.Upload;
import org.conversationsessions.domain.imports.Upload.Content;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.Json.JsonString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 19: what is kept of an uploaded definition")
class DefinitionExtractTest {
  @Test
  void onlyTheMembersThatAnImportUsesAreKept() throws IOException {
    String definition =
        """
        {"_id":"st-1","name":"Travel","sessionInactiveTime":900000,"dialogs":[{"name":"Book"}],
        "localeData":{"en":{"name":"Travel","utterances":["secret"]},"de":{"desc":"x"}},
        "runCustomScript":{"enable":false,"script":""},"manageSessions":{"keepMessages":true}}\
        """;

    assertThat(of(definition))
        .isEqualTo(
            new Content.Extract(
                "{\"name\":\"Travel\",\"sessionInactiveTime\":900000,"
                    + "\"localeData\":{\"en\":{\"name\":\"Travel\"},\"de\":{}},"
                    + "\"runCustomScript\":{\"enable\":false,\"script\":\"\"},"
                    + "\"manageSessions\":{\"keepMessages\":true}}"));
  }

  @Test
  void aLargeDefinitionIsReadAndLargeSettingsAreNot() throws IOException {
    String large = "\"dialogs\":[" + "{\"a\":[1,2]},".repeat(300_000) + "0]";

    assertThat(of("{" + large + ",\"name\":\"T\"}"))
        .isEqualTo(new Content.Extract("{\"name\":\"T\"}"));
    assertThat(of("{\"pii_patterns\":[" + "{},".repeat(Upload.MAX_EXTRACT / 3) + "1]}"))
        .isEqualTo(new Content.Unreadable("what is used of it has more than 300000 bytes"));
  }

  @Test
  void aFileThatIsNotJsonSaysSo() throws IOException {
    assertThat(of("module.exports = 1;"))
        .isInstanceOfSatisfying(
            Content.Unreadable.class,
            unreadable -> assertThat(unreadable.reason()).startsWith("it is not JSON"));
  }

  @Test
  void onlyAConfigurationsNameIsUsed() {
    JsonObject definition = JsonObject.ofTexts(Map.of("name", "A"));
    JsonObject named =
        new JsonObject(
            Map.of("config", JsonObject.ofTexts(Map.of("name", "B")), "name", new JsonString("A")));

    assertThat(
            DefinitionExtract.withConfig(
                definition, JsonObject.ofTexts(Map.of("name", "B", "sessionInactiveTime", "1"))))
        .isEqualTo(named);
    assertThat(DefinitionExtract.withConfig(definition, JsonObject.EMPTY)).isEqualTo(definition);
    assertThat(
            DefinitionExtract.withConfig(
                definition, JsonObject.ofTexts(Map.of("name", "x".repeat(10_000)))))
        .isEqualTo(definition);
  }

  private static Content of(String json) throws IOException {
    return DefinitionExtract.of(new ByteArrayInputStream(json.getBytes(UTF_8)));
  }
}

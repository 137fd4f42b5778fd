package org.conversationsessions.api.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.conversationsessions.domain.imports.BotDefinition;
import org.conversationsessions.domain.imports.DefinitionResult;
import org.conversationsessions.domain.imports.Upload.Content;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonReader.Duplicates;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 19: an exported definition")
class DefinitionWriterTest {
  private static final int CASES = 1000;
  private static final ServiceConfig CONFIG =
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

  @Test
  void exportAndImportAreTheIdentityOnSettings(@Seeded Random random) throws IOException {
    for (int number = 0; number < CASES; number++) {
      ManagedSettings exported = SettingsBodyTest.settings(random);
      ManagedSettings other = SettingsBodyTest.settings(random);
      BotDefinition read = read(extracted(DefinitionWriter.of(Optional.of("Travel"), exported)));

      assertThat(read.settings().appliedTo(other))
          .isEqualTo(
              new ManagedSettings(
                  exported.lifecycle().withVersion(other.version()),
                  exported.closure(),
                  other.ofRegistration()));
      assertThat(read.name()).contains("Travel");
      assertThat(read.remarks()).isEmpty();
    }
  }

  @Test
  void koresNamesSayTheSame(@Seeded Random random) throws IOException {
    for (int number = 0; number < CASES; number++) {
      ManagedSettings exported = SettingsBodyTest.settings(random);
      ManagedSettings other = SettingsBodyTest.settings(random);
      Map<String, Json> members =
          new HashMap<>(extracted(DefinitionWriter.of(Optional.empty(), exported)).members());
      members.remove("manageSessions");
      ManagedSettings applied = read(new JsonObject(members)).settings().appliedTo(other);

      assertThat(applied.lifecycle().withMessages(other.lifecycle().messages()))
          .isEqualTo(
              exported
                  .lifecycle()
                  .withVersion(other.version())
                  .withChannelInactivity(other.lifecycle().channelInactivity())
                  .withMessages(other.lifecycle().messages())
                  .withNudge(other.lifecycle().nudge())
                  .withDebugLogs(other.lifecycle().keepDebugLogs()));
      assertThat(applied.lifecycle().messages().piiRedaction())
          .isEqualTo(exported.lifecycle().messages().piiRedaction());
      assertThat(applied.closure().behavior()).isEqualTo(exported.closure().behavior());
      assertThat(applied.closure().customScript()).isEqualTo(exported.closure().customScript());
    }
  }

  private static BotDefinition read(JsonObject definition) {
    return ((DefinitionResult.Valid)
            DefinitionReader.read(definition, CONFIG, script -> Optional.empty()))
        .definition();
  }

  private static JsonObject extracted(Bytes definition) throws IOException {
    return DefinitionExtract.of(new ByteArrayInputStream(definition.toArray()))
            instanceof Content.Extract(String json)
        ? JsonReader.read(json, Duplicates.REFUSED).object().orElseThrow()
        : JsonObject.EMPTY;
  }
}

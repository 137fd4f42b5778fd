package org.conversationsessions.domain.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.conversationsessions.domain.imports.BotImport.Outcome;
import org.conversationsessions.domain.registry.BotId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 19: the status of an import")
class BotImportTest {
  private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

  @Test
  void aPendingImportHasReadTheDefinition() {
    BotImport pending = of(true, List.of());

    assertThat(pending.status()).isEqualTo(ImportStatus.PENDING);
    assertThat(lines(pending))
        .containsExactly(
            "importRequest success",
            "Bot Definition success",
            "BotFunctions ignored",
            "Dialog ignored",
            "KnowledgeTasks ignored",
            "SmallTalk ignored",
            "Utterences ignored",
            "Patterns ignored",
            "BotVariables ignored",
            "Standard Responses ignored",
            "CustomTemplates ignored",
            "settings pending",
            "importBot pending");
  }

  @Test
  void aDoneImportSaysWhatWasLeftOut() {
    BotImport done = of(true, List.of("one", "two")).withOutcome(new Outcome.Succeeded());

    assertThat(done.status()).isEqualTo(ImportStatus.SUCCESS);
    assertThat(lines(done)).endsWith("settings success: one; two", "importBot success");
  }

  @Test
  void settingsThatWereNotAskedForAreIgnored() {
    BotImport done = of(false, List.of("one")).withOutcome(new Outcome.Succeeded());

    assertThat(lines(done))
        .endsWith(
            "settings ignored: importOptions.settings does not name botSettings",
            "importBot success");
  }

  @Test
  void aFailureIsShownAtItsStep() {
    BotImport unread =
        of(true, List.of()).withOutcome(new Outcome.Failed(ImportStep.DEFINITION, "bad"));
    BotImport refused =
        of(true, List.of("one")).withOutcome(new Outcome.Failed(ImportStep.SETTINGS, "bad"));

    assertThat(unread.status()).isEqualTo(ImportStatus.FAILED);
    assertThat(lines(unread))
        .contains("importRequest success", "Bot Definition failed: bad")
        .endsWith("settings ignored", "importBot failed");
    assertThat(lines(refused))
        .contains("Bot Definition success")
        .endsWith("settings failed: bad", "importBot failed");
  }

  @Test
  void aPendingImportThatIsTooOldWasInterrupted() {
    BotImport pending = of(true, List.of());

    assertThat(pending.isInterrupted(NOW.plusMillis(59_999))).isFalse();
    assertThat(pending.isInterrupted(NOW.plusSeconds(60))).isTrue();
    assertThat(pending.withOutcome(new Outcome.Succeeded()).isInterrupted(NOW.plusSeconds(60)))
        .isFalse();
    assertThat(pending.interrupted().status()).isEqualTo(ImportStatus.FAILED);
    assertThat(lines(pending.interrupted()).get(11)).contains("interrupted", "import again");
  }

  private static List<String> lines(BotImport one) {
    return one.lines().stream()
        .map(
            line ->
                line.step().wire()
                    + " "
                    + line.status().wire()
                    + line.message().map(": "::concat).orElse(""))
        .toList();
  }

  private static BotImport of(boolean appliesSettings, List<String> remarks) {
    return new BotImport(
        ImportId.of(new UUID(1, 2)),
        "acme",
        "cs-1",
        NOW,
        new BotId("st-1"),
        "Travel",
        false,
        appliesSettings,
        remarks,
        new Outcome.Pending());
  }
}

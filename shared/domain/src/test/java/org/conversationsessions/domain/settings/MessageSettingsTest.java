package org.conversationsessions.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.conversationsessions.domain.settings.PiiPattern.Display;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings for messages (contract, section 9). */
class MessageSettingsTest {
  private static final String SMILE = "\ud83d\ude00";

  @ParameterizedTest
  @CsvSource({
    "0, 90, 90",
    "0, 0, 0",
    "30, 90, 30",
    "90, 90, 90",
    "91, 90, 90",
    "36500, 90, 90",
    "30, 0, 30",
    "36500, 0, 36500",
    "0, 100000, 36500"
  })
  void messagesAreNeverKeptLongerThanTheDeploymentKeeps(int bots, int deployments, int expected) {
    MessageSettings settings = new MessageSettings(true, bots, PiiRedaction.OFF);

    assertThat(settings.under(config(deployments, true)))
        .isEqualTo(new MessageSettings(true, expected, PiiRedaction.OFF));
  }

  @Test
  void aDeploymentThatKeepsNoMessagesOverridesEveryBot() {
    assertThat(MessageSettings.OF_NEW_BOT.under(config(90, true)).keep()).isTrue();
    assertThat(MessageSettings.OF_NEW_BOT.under(config(90, false)).keep()).isFalse();
    assertThat(MessageSettings.NONE.under(config(90, true)).keep()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 36_501, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void aRetentionOutOfRangeIsRefused(int days) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MessageSettings(true, days, PiiRedaction.OFF));
  }

  @Test
  void thereAreAtMostTwentyPatternsOfDifferentNames() {
    assertThat(new PiiRedaction(true, patterns(20)).patterns()).hasSize(20);
    assertThatIllegalArgumentException().isThrownBy(() -> new PiiRedaction(true, patterns(21)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PiiRedaction(true, List.of(pattern("a", "x"), pattern("a", "y"))));
    assertThat(new PiiRedaction(true, List.of(pattern("a", "x"), pattern("A", "x"))).patterns())
        .hasSize(2);
  }

  @Test
  void theSystemHasFourPatternsAllOff() {
    assertThat(PiiRedaction.OFF.enabled()).isFalse();
    assertThat(PiiRedaction.SYSTEM_PATTERNS)
        .extracting(PiiPattern::piiType)
        .containsExactly("Email", "Phone", "SSN", "Credit Card Number");
    assertThat(PiiRedaction.SYSTEM_PATTERNS)
        .allMatch(pattern -> !pattern.enabled() && pattern.ignoreCase())
        .allMatch(pattern -> pattern.display().equals(new Display.Redaction()));
  }

  @Test
  void lengthsAreCountedInCharactersNotInUnits() {
    assertThat(pattern(SMILE.repeat(64), SMILE.repeat(512)).piiType()).hasSize(128);
    assertThat(new Display.Replacement(SMILE.repeat(64)).value()).hasSize(128);
    for (String[] wrong :
        List.of(
            new String[] {"", "x"},
            new String[] {"x", ""},
            new String[] {SMILE.repeat(65), "x"},
            new String[] {"x", SMILE.repeat(513)})) {
      assertThatIllegalArgumentException().isThrownBy(() -> pattern(wrong[0], wrong[1]));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Display.Replacement(SMILE.repeat(65)));
  }

  @ParameterizedTest
  @CsvSource({"-1,0,#", "33,0,#", "0,-1,#", "0,33,+", "1,1,*", "1,1,x"})
  void aMaskOutOfRangeIsRefused(int first, int last, char character) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Display.Mask(first, last, character));
  }

  private static List<PiiPattern> patterns(int count) {
    return IntStream.range(0, count).mapToObj(i -> pattern("p" + i, "x")).toList();
  }

  private static PiiPattern pattern(String piiType, String regex) {
    return new PiiPattern(piiType, regex, true, true, new Display.Redaction());
  }

  private static ServiceConfig config(int retentionDays, boolean keepMessages) {
    return new ServiceConfig(
        Duration.ofDays(retentionDays),
        Duration.ofDays(7),
        Duration.ofMinutes(5),
        Duration.ofMinutes(20160),
        0,
        0,
        false,
        1,
        Duration.ofSeconds(30),
        keepMessages);
  }
}

package org.conversationsessions.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change of a bot's settings keeps, resets and sets (contract, section 9). */
class SettingsChangeTest {
  private static final MessageSettings MESSAGES =
      new MessageSettings(
          false, 30, new PiiRedaction(true, List.of(PiiRedaction.SYSTEM_PATTERNS.getFirst())));

  private static final ManagedSettings STORED =
      new ManagedSettings(
          new BotSettings(false, Duration.ofMinutes(20), "de", true, 7)
              .withMessages(MESSAGES)
              .withDebugLogs(true),
          new ClosureSettings(
              ClosureBehavior.MESSAGE, List.of("Bye"), Set.of("sms"), Optional.of("1")),
          MessageSettings.OF_NEW_BOT);

  private static final MessageChange KEEP_MESSAGE_SETTINGS =
      new MessageChange(new Edit.Keep<>(), new Edit.Keep<>(), new Edit.Keep<>(), new Edit.Keep<>());

  private static final SettingsChange KEEP_ALL =
      new SettingsChange(
          new Edit.Keep<>(),
          new Edit.Keep<>(),
          new Edit.Keep<>(),
          new Edit.Keep<>(),
          new Edit.Keep<>(),
          new Edit.Keep<>(),
          new Edit.Keep<>(),
          new Edit.Keep<>(),
          KEEP_MESSAGE_SETTINGS,
          new Edit.Keep<>());

  private static final SettingsChange SET_ALL =
      new SettingsChange(
          new Edit.Put<>(false),
          new Edit.Put<>(Duration.ofMinutes(20)),
          new Edit.Put<>("de"),
          new Edit.Put<>(true),
          new Edit.Put<>(ClosureBehavior.MESSAGE),
          new Edit.Put<>(List.of("Bye")),
          new Edit.Put<>(Set.of("sms")),
          new Edit.Put<>("1"),
          new MessageChange(
              new Edit.Put<>(MESSAGES.keep()),
              new Edit.Put<>(MESSAGES.retentionDays()),
              new Edit.Put<>(MESSAGES.piiRedaction().enabled()),
              new Edit.Put<>(MESSAGES.piiRedaction().patterns())),
          new Edit.Put<>(true));

  @Test
  void aFieldThatIsNotNamedStays() {
    assertThat(KEEP_ALL.appliedTo(STORED)).isEqualTo(STORED);
  }

  @Test
  void aDroppedFieldGetsItsDefaultAndTheVersionStays() {
    SettingsChange dropAll =
        new SettingsChange(
            new Edit.Drop<>(),
            new Edit.Drop<>(),
            new Edit.Drop<>(),
            new Edit.Drop<>(),
            new Edit.Drop<>(),
            new Edit.Drop<>(),
            new Edit.Drop<>(),
            new Edit.Drop<>(),
            new MessageChange(
                new Edit.Drop<>(), new Edit.Drop<>(), new Edit.Drop<>(), new Edit.Drop<>()),
            new Edit.Drop<>());

    assertThat(dropAll.appliedTo(STORED))
        .isEqualTo(
            new ManagedSettings(
                BotSettings.OF_NEW_BOT.withVersion(7),
                ClosureSettings.DEFAULT,
                MessageSettings.OF_NEW_BOT));
    assertThat(dropAll.appliedTo(STORED).version()).isEqualTo(7);
  }

  @Test
  void ofTwoChangesTheLaterOneHoldsFieldByField() {
    assertThat(SET_ALL.followedBy(KEEP_ALL)).isEqualTo(SET_ALL);
    assertThat(KEEP_ALL.followedBy(SET_ALL)).isEqualTo(SET_ALL);
    assertThat(new Edit.Put<>(1).followedBy(new Edit.Put<>(2))).isEqualTo(new Edit.Put<>(2));
    assertThat(new Edit.Put<>(1).followedBy(new Edit.Drop<>())).isEqualTo(new Edit.Drop<>());
  }

  @Test
  void aFieldThatIsNamedIsSet() {
    assertThat(SET_ALL.appliedTo(ManagedSettings.OF_NEW_BOT)).isEqualTo(STORED.withVersion(0));
  }

  @ParameterizedTest
  @CsvSource({"4, true", "5, false", "60, false", "61, true", "90, false"})
  void anInactivityOutsideTheBoundsIsNamedUnlessItIsTheStoredOne(long minutes, boolean refused) {
    Duration requested = Duration.ofMinutes(minutes);
    ManagedSettings stored =
        new ManagedSettings(
            new BotSettings(true, Duration.ofMinutes(90), "en"), ClosureSettings.DEFAULT);

    assertThat(inactivity(new Edit.Put<>(requested)).inactivityOutOfBounds(stored, bounds()))
        .isEqualTo(refused ? Optional.of(requested) : Optional.empty());
  }

  @Test
  void aChangeThatSetsNoInactivityIsNeverOutOfBounds() {
    assertThat(KEEP_ALL.inactivityOutOfBounds(STORED, bounds())).isEmpty();
    assertThat(inactivity(new Edit.Drop<>()).inactivityOutOfBounds(STORED, bounds())).isEmpty();
  }

  private static SettingsChange inactivity(Edit<Duration> edit) {
    return new SettingsChange(
        new Edit.Keep<>(),
        edit,
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        KEEP_MESSAGE_SETTINGS,
        new Edit.Keep<>());
  }

  /** Returns a configuration that allows an inactivity of 5 to 60 minutes. */
  private static ServiceConfig bounds() {
    return new ServiceConfig(
        Duration.ofDays(90),
        Duration.ofDays(7),
        Duration.ofMinutes(5),
        Duration.ofMinutes(60),
        0,
        0,
        false,
        1,
        Duration.ofSeconds(30),
        true);
  }
}

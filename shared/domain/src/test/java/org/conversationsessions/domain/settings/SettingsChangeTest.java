package org.conversationsessions.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  private static final ChannelInactivity CHANNELS =
      new ChannelInactivity(Map.of("web", Duration.ofMinutes(30)));

  private static final ManagedSettings STORED =
      new ManagedSettings(
          new BotSettings(false, Duration.ofMinutes(20), "de", true, 7)
              .withChannelInactivity(CHANNELS)
              .withMessages(MESSAGES)
              .withNudge(new NudgeSettings(Optional.of(Duration.ofMinutes(9)), Set.of("ivr")))
              .withDebugLogs(true),
          new ClosureSettings(
              ClosureBehavior.MESSAGE,
              List.of("Bye"),
              Set.of("sms"),
              List.of("Hello?"),
              Optional.of("1")),
          MessageSettings.OF_NEW_BOT);

  private static final SettingsChange SET_ALL =
      new SettingsChange(
          new Edit.Put<>(false),
          new Edit.Put<>(Duration.ofMinutes(20)),
          new Edit.Put<>(CHANNELS),
          new Edit.Put<>("de"),
          new Edit.Put<>(true),
          new Edit.Put<>(ClosureBehavior.MESSAGE),
          new Edit.Put<>(List.of("Bye")),
          new Edit.Put<>(Set.of("sms")),
          new Edit.Put<>("1"),
          new Edit.Put<>(Duration.ofMinutes(9)),
          new Edit.Put<>(List.of("Hello?")),
          new Edit.Put<>(Set.of("ivr")),
          new MessageChange(
              new Edit.Put<>(MESSAGES.keep()),
              new Edit.Put<>(MESSAGES.retentionDays()),
              new Edit.Put<>(MESSAGES.piiRedaction().enabled()),
              new Edit.Put<>(MESSAGES.piiRedaction().patterns())),
          new Edit.Put<>(true));

  @Test
  void aFieldThatIsNotNamedStays() {
    assertThat(SettingsChange.NONE.appliedTo(STORED)).isEqualTo(STORED);
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
    assertThat(SET_ALL.followedBy(SettingsChange.NONE)).isEqualTo(SET_ALL);
    assertThat(SettingsChange.NONE.followedBy(SET_ALL)).isEqualTo(SET_ALL);
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
        .isEqualTo(
            refused
                ? Optional.of(new SettingsChange.OutOfBounds(Optional.empty(), requested))
                : Optional.empty());
  }

  @Test
  void aChangeThatSetsNoInactivityIsNeverOutOfBounds() {
    assertThat(SettingsChange.NONE.inactivityOutOfBounds(STORED, bounds())).isEmpty();
    assertThat(inactivity(new Edit.Drop<>()).inactivityOutOfBounds(STORED, bounds())).isEmpty();
  }

  @Test
  void theChangeToSettingsSetsAllOfThemUnderAnyOthers() {
    ManagedSettings defaults = ManagedSettings.OF_NEW_BOT;

    assertThat(SettingsChange.to(STORED).appliedTo(defaults)).isEqualTo(STORED.withVersion(0));
    assertThat(SettingsChange.to(defaults).appliedTo(STORED)).isEqualTo(defaults.withVersion(7));
  }

  @Test
  void twoChangesInARowAreOne() {
    SettingsChange all = SettingsChange.to(STORED);
    SettingsChange one = inactivity(new Edit.Put<>(Duration.ofMinutes(6)));
    ManagedSettings defaults = ManagedSettings.OF_NEW_BOT;

    assertThat(all.followedBy(SettingsChange.NONE)).isEqualTo(all);
    assertThat(SettingsChange.NONE.followedBy(all)).isEqualTo(all);
    assertThat(one.followedBy(all)).isEqualTo(all);
    assertThat(all.followedBy(one).appliedTo(defaults))
        .isEqualTo(one.appliedTo(all.appliedTo(defaults)));
  }

  @Test
  void aDraftCollectsChangesUntilItIsEmptied() {
    SettingsChange one = inactivity(new Edit.Put<>(Duration.ofMinutes(6)));
    SettingsDraft draft = SettingsDraft.NONE.with(one).written();

    assertThat(SettingsDraft.NONE.isEmpty()).isTrue();
    assertThat(draft).isEqualTo(new SettingsDraft(1, one));
    assertThat(draft.isEmpty()).isFalse();
    assertThat(draft.with(SettingsChange.to(STORED)))
        .isEqualTo(new SettingsDraft(1, SettingsChange.to(STORED)));
    assertThat(draft.emptied()).isEqualTo(new SettingsDraft(1, SettingsChange.NONE));
    assertThat(draft.emptied().isEmpty()).isTrue();
  }

  @Test
  void aChannelsInactivityOutsideTheBoundsIsNamedUnlessItIsTheStoredOne() {
    ManagedSettings stored =
        new ManagedSettings(
            BotSettings.DEFAULT.withChannelInactivity(channels("web", 90, "sms", 4)),
            ClosureSettings.DEFAULT);

    assertThat(channelOutOfBounds(stored, channels("web", 90, "sms", 5))).isEmpty();
    assertThat(channelOutOfBounds(stored, channels("WEB", 90, "sms", 4))).isEmpty();
    assertThat(channelOutOfBounds(stored, channels("web", 60, "sms", 3))).contains("sms");
    assertThat(channelOutOfBounds(stored, channels("web", 61, "sms", 5))).contains("web");
    assertThat(channelOutOfBounds(stored, channels("web", 4, "rtm", 4))).contains("rtm");
    assertThat(
            inactivity(new Edit.Keep<>(), new Edit.Drop<>())
                .inactivityOutOfBounds(stored, bounds()))
        .isEmpty();
  }

  private static Optional<String> channelOutOfBounds(
      ManagedSettings stored, ChannelInactivity requested) {
    return inactivity(new Edit.Keep<>(), new Edit.Put<>(requested))
        .inactivityOutOfBounds(stored, bounds())
        .flatMap(SettingsChange.OutOfBounds::channel);
  }

  private static ChannelInactivity channels(String one, int minutes, String two, int others) {
    return new ChannelInactivity(
        Map.of(one, Duration.ofMinutes(minutes), two, Duration.ofMinutes(others)));
  }

  private static SettingsChange inactivity(Edit<Duration> edit) {
    return inactivity(edit, new Edit.Keep<>());
  }

  private static SettingsChange inactivity(Edit<Duration> edit, Edit<ChannelInactivity> channels) {
    return new SettingsChange(
        new Edit.Keep<>(),
        edit,
        channels,
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        new Edit.Keep<>(),
        MessageChange.NONE,
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

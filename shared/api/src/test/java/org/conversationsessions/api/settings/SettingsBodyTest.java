package org.conversationsessions.api.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ChannelInactivity;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.MessageSettings;
import org.conversationsessions.domain.settings.NudgeSettings;
import org.conversationsessions.domain.settings.PiiPattern;
import org.conversationsessions.domain.settings.PiiPattern.Display;
import org.conversationsessions.domain.settings.PiiRedaction;
import org.conversationsessions.domain.settings.ServiceConfig;
import org.conversationsessions.domain.settings.SettingsChange;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The body of Manage Sessions (contract, section 9). */
class SettingsBodyTest {
  private static final int CASES = 2000;

  @Test
  void aResponseRestoresAllSettingsInIt(@Seeded Random random) {
    for (int number = 0; number < CASES; number++) {
      ManagedSettings shown = settings(random);
      ManagedSettings other = settings(random);
      assertThat(change(SettingsBody.of(shown).body(), other))
          .isEqualTo(
              new ManagedSettings(
                  shown.lifecycle().withVersion(other.version()),
                  shown.closure(),
                  other.ofRegistration()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proactivelyClose",
        "inactivityDuration",
        "channelInactivity",
        "closureBehavior",
        "closureMessages",
        "excludedChannels",
        "nudgeAfter",
        "nudgeMessages",
        "nudgeExcludedChannels",
        "clearAuthProfiles",
        "customScript",
        "defaultLanguage",
        "keepMessages",
        "messageRetentionDays",
        "piiRedaction"
      })
  void nullRestoresTheDefaultOfOneFieldOnly(String name) {
    String everything = text(SettingsBody.of(ManagedSettings.OF_NEW_BOT).body());
    ManagedSettings changed = change(Bytes.utf8("{\"" + name + "\":null}"), CHANGED);
    JsonObject before = object(text(SettingsBody.of(CHANGED).body()));
    JsonObject after = object(text(SettingsBody.of(changed).body()));

    assertThat(after.members().get(name)).isEqualTo(object(everything).members().get(name));
    assertThat(after.members().get(name)).isNotEqualTo(before.members().get(name));
    for (String other : after.members().keySet()) {
      if (!other.equals(name)) {
        assertThat(after.members().get(other)).isEqualTo(before.members().get(other));
      }
    }
  }

  @Test
  void valuesThatTheBodyDoesNotNameStay() {
    assertThat(change(Bytes.utf8("{}"), CHANGED)).isEqualTo(CHANGED);
  }

  @Test
  void anInactivityOutsideTheBoundsIsAcceptedOnlyIfUnchanged() {
    ManagedSettings old =
        new ManagedSettings(
            new BotSettings(true, Duration.ofMinutes(3), "en"), ClosureSettings.DEFAULT);
    SettingsChange change = change(SettingsBody.of(old).body());

    assertThat(change.inactivityOutOfBounds(old, CONFIG)).isEmpty();
    assertThat(change.appliedTo(old)).isEqualTo(old);
    assertThat(change.inactivityOutOfBounds(CHANGED, CONFIG))
        .contains(new SettingsChange.OutOfBounds(Optional.empty(), Duration.ofMinutes(3)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "1.5", "\"x\"", "9223372036854775807", "1000001", "[]"})
  void anInactivityAboveEveryDeploymentsMaximumIsRejected(String minutes) {
    assertThat(read(Bytes.utf8("{\"inactivityDuration\":" + minutes + "}")))
        .isEqualTo(
            new ParseResult.Refused<SettingsChange>(
                SettingsBody.outOfBounds(
                    new SettingsChange.OutOfBounds(Optional.empty(), Duration.ZERO), CONFIG)));
  }

  @Test
  void theChannelsWithAnInactivityOfTheirOwnAreReplacedAsAWhole() {
    ManagedSettings set =
        change(Bytes.utf8("{\"channelInactivity\":{\"web\":30,\"sms\":null}}"), CHANGED);

    assertThat(set.lifecycle().channelInactivity())
        .isEqualTo(new ChannelInactivity(Map.of("web", Duration.ofMinutes(30))));
    assertThat(
            change(Bytes.utf8("{\"channelInactivity\":{}}"), set).lifecycle().channelInactivity())
        .isEqualTo(ChannelInactivity.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[]; channelInactivity: must be an object",
        "30; channelInactivity: must be an object",
        "{\"web\":0}; channelInactivity.web: must be an integer from 5 to 20160",
        "{\"web\":1.5}; channelInactivity.web: must be an integer from 5 to 20160",
        "{\"web\":\"x\"}; channelInactivity.web: must be an integer from 5 to 20160",
        "{\"web\":{}}; channelInactivity.web: must be an integer from 5 to 20160",
        "{\"web\":9,\"WEB\":9}; channelInactivity.WEB: is named twice",
        "{\"\":9}; channelInactivity: must have channels of 1 to 64 characters",
        "{\"\uFFFD\":9}; channelInactivity: must have channels of 1 to 64 characters",
        "{\"0123456789012345678901234567890123456789012345678901234567890123x\":9};"
            + " channelInactivity: must have channels of 1 to 64 characters"
      })
  void anInvalidInactivityOfAChannelIsNamed(String value, String reason) {
    assertThat(read(Bytes.utf8("{\"channelInactivity\":" + value + "}")).toString())
        .contains(reason);
  }

  @Test
  void aNudgeThatComesTooLateIsNamed() {
    assertThat(SettingsBody.nudgeTooLate(Duration.ofMinutes(9)).toString())
        .contains("nudgeAfter: must be less than the shortest inactivity")
        .contains("9");
    assertThat(read(Bytes.utf8("{\"nudgeAfter\":0}")).toString())
        .contains("nudgeAfter: must be an integer from 1 to 1000000");
  }

  @Test
  void atMostFiftyChannelsHaveAnInactivityOfTheirOwn() {
    assertThat(read(Bytes.utf8("{\"channelInactivity\":" + channels(51) + "}")).toString())
        .contains("channelInactivity: must have at most 50 channels");
    assertThat(
            change(Bytes.utf8("{\"channelInactivity\":" + channels(50) + "}"), CHANGED)
                .lifecycle()
                .channelInactivity()
                .byChannel())
        .hasSize(50);
  }

  @Test
  void aChannelsInactivityOutsideTheBoundsIsNamed() {
    SettingsChange change = change(Bytes.utf8("{\"channelInactivity\":{\"a b\":4,\"c\":9}}"));

    SettingsChange.OutOfBounds refused =
        change.inactivityOutOfBounds(CHANGED, CONFIG).orElseThrow();
    assertThat(SettingsBody.outOfBounds(refused, CONFIG).toString())
        .contains("channelInactivity.a b: must be an integer from 5 to 20160");
  }

  private static String channels(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> "\"channel-" + i + "\":" + (5 + i))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static final ManagedSettings CHANGED =
      new ManagedSettings(
          new BotSettings(false, Duration.ofMinutes(7), "fi", true, 4)
              .withNudge(new NudgeSettings(Optional.of(Duration.ofMinutes(3)), Set.of("rtm")))
              .withChannelInactivity(new ChannelInactivity(Map.of("rtm", Duration.ofMinutes(9))))
              .withMessages(
                  new MessageSettings(
                      false,
                      30,
                      new PiiRedaction(
                          true,
                          List.of(new PiiPattern("A", "a", true, true, new Display.Redaction()))))),
          new ClosureSettings(
              ClosureBehavior.MESSAGE,
              List.of("Bye"),
              Set.of("rtm"),
              List.of("Hello?"),
              Optional.of("a();")),
          MessageSettings.OF_NEW_BOT);

  static ManagedSettings settings(Random random) {
    return new ManagedSettings(
        new BotSettings(
            random.nextBoolean(),
            Duration.ofMinutes(5 + random.nextInt(20156)),
            new ChannelInactivity(
                words(random, random.nextInt(5))
                    .collect(
                        Collectors.toMap(
                            word -> word + random.nextInt(1000),
                            word -> Duration.ofMinutes(5 + random.nextInt(20156)),
                            (one, other) -> other))),
            word(random),
            random.nextBoolean(),
            random.nextInt(9),
            new MessageSettings(
                random.nextBoolean(),
                random.nextInt(MessageSettings.MAX_RETENTION_DAYS + 1),
                new PiiRedaction(random.nextBoolean(), patterns(random))),
            new NudgeSettings(
                random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(Duration.ofMinutes(1 + random.nextInt(9))),
                new HashSet<>(words(random, random.nextInt(5)).toList())),
            random.nextBoolean()),
        new ClosureSettings(
            random.nextBoolean() ? ClosureBehavior.MESSAGE : ClosureBehavior.SILENT,
            words(random, 1 + random.nextInt(10)).toList(),
            new HashSet<>(words(random, random.nextInt(5)).toList()),
            words(random, 1 + random.nextInt(10)).toList(),
            random.nextBoolean() ? Optional.empty() : Optional.of(word(random))),
        random.nextBoolean() ? MessageSettings.OF_NEW_BOT : MessageSettings.NONE);
  }

  private static List<PiiPattern> patterns(Random random) {
    return random.nextInt(4) == 0
        ? PiiRedaction.SYSTEM_PATTERNS
        : IntStream.range(0, random.nextInt(PiiRedaction.MAX_PATTERNS + 1))
            .mapToObj(
                number ->
                    new PiiPattern(
                        number + word(random),
                        List.of("a", "[0-9]{3}", "(?:é|😀)+", "\\bx\\b").get(random.nextInt(4)),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        display(random)))
            .toList();
  }

  private static Display display(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> new Display.Redaction();
      case 1 -> new Display.Replacement(random.nextBoolean() ? "" : word(random));
      default ->
          new Display.Mask(
              random.nextInt(33), random.nextInt(33), random.nextBoolean() ? '+' : '#');
    };
  }

  private static Stream<String> words(Random random, int count) {
    return IntStream.range(0, count).mapToObj(_ -> word(random));
  }

  private static String word(Random random) {
    List<String> parts = List.of("a", "é", "😀", "\"", "\\", "\n", "\u0000", "日本");
    StringBuilder word = new StringBuilder("w");
    for (int part = random.nextInt(8); part > 0; part--) {
      word.append(parts.get(random.nextInt(parts.size())));
    }
    return word.toString();
  }

  private static ManagedSettings change(Bytes body, ManagedSettings now) {
    return change(body).appliedTo(now);
  }

  private static SettingsChange change(Bytes body) {
    return ((ParseResult.Value<SettingsChange>) read(body)).value();
  }

  private static final ServiceConfig CONFIG =
      new ServiceConfig(
          Duration.ofDays(90),
          Duration.ofDays(7),
          Duration.ofMinutes(5),
          Duration.ofMinutes(20160),
          0,
          0,
          false,
          1,
          Duration.ofSeconds(30),
          true);

  private static ParseResult<SettingsChange> read(Bytes body) {
    return FieldReader.read(
        object(text(body)),
        fields -> SettingsBody.change(fields, CONFIG, script -> Optional.empty()));
  }

  private static JsonObject object(String text) {
    return JsonReader.read(Bytes.utf8(text)).object().orElseThrow();
  }

  private static String text(Bytes body) {
    return body.utf8Text().orElseThrow();
  }
}

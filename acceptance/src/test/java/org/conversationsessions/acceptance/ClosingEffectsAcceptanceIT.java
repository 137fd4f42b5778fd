package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Contract, section 8: state, events and message, for every way a session can close and all
 * settings.
 */
@Timeout(300)
class ClosingEffectsAcceptanceIT {
  private static final boolean ALL = Boolean.getBoolean("closing.all");

  private static final Instant START = Instant.parse("2024-05-01T10:00:00Z");
  private static final String SCRIPT = "koreUtil.ClearAuthProfiles(['crm'])";
  private static final String FAILING = "koreUtil.ClearAuthProfiles('crm');\nnothing.of.this();";

  /** How a session can close. */
  private enum Way {
    API("api"),
    INACTIVITY("inactivity"),
    REFRESH("refresh"),
    NEW_INTENT("newIntent");

    private final String reason;

    Way(String reason) {
      this.reason = reason;
    }
  }

  /**
   * A row of the table.
   *
   * @param script null for none
   */
  private record Case(
      Way way, boolean message, boolean excluded, boolean clearAuth, String script) {
    Map<String, Object> settings() {
      Map<String, Object> settings = new LinkedHashMap<>();
      settings.put("proactivelyClose", way != Way.NEW_INTENT);
      settings.put("closureBehavior", message ? "message" : "silent");
      settings.put("closureMessages", List.of("Bye"));
      settings.put("excludedChannels", excluded ? List.of("rtm") : List.of("email"));
      settings.put("clearAuthProfiles", clearAuth);
      settings.put("customScript", script);
      return settings;
    }

    List<String> events() {
      List<String> events = new ArrayList<>(List.of("SessionStarted"));
      if (message && !excluded) {
        events.add("SessionMessage");
      }
      if (FAILING.equals(script)) {
        events.add("ClosureScriptFailed");
      }
      events.add("SessionClosed");
      return events;
    }

    Set<String> profiles() {
      return way == Way.REFRESH || clearAuth
          ? Set.of()
          : script.isEmpty() ? Set.of("crm", "erp") : Set.of("erp");
    }

    Set<String> variables() {
      return way == Way.REFRESH || clearAuth ? Set.of() : Set.of("lasting");
    }
  }

  /**
   * Every way with every script and both values of {@code clearAuth}, each with one of the three
   * messages: every pair of values is there. {@code .ci/nightly} runs all combinations.
   */
  static Stream<Case> cases() {
    List<String> scripts = List.of("", SCRIPT, FAILING);
    List<Case> cases = new ArrayList<>();
    for (Way way : Way.values()) {
      for (boolean clearAuth : new boolean[] {false, true}) {
        for (String script : scripts) {
          List<Case> messages =
              List.of(
                  new Case(way, false, false, clearAuth, script),
                  new Case(way, true, false, clearAuth, script),
                  new Case(way, true, true, clearAuth, script));
          int chosen = (way.ordinal() + (clearAuth ? 1 : 0) + scripts.indexOf(script)) % 3;
          cases.addAll(ALL ? messages : List.of(messages.get(chosen)));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void stateEventsAndMessageComeOutAsTheContractSays(Case row) {
    TestBot bot = TestBot.create();
    assertThat(bot.settings(row.settings()).status()).isEqualTo(200);
    Event start = Event.userMessage("u-1", "rtm", START).with("intent", "greet");
    String session = bot.recordOne(start);
    remember(bot);

    close(bot, row.way);

    int expected = row.events().size() + (bot.sessionsOf("u-1") > 1 ? 1 : 0);
    List<JsonNode> events = BusEvents.await(bot.id(), expected);
    List<JsonNode> own =
        events.stream().filter(e -> e.at("/detail/sessionId").asText().equals(session)).toList();
    assertThat(own)
        .extracting(event -> event.path("detail-type").asText())
        .containsExactlyElementsOf(row.events());
    JsonNode closed = own.getLast().path("detail");
    assertThat(closed.path("reason").asText()).isEqualTo(row.way.reason);
    assertThat(closed.path("session")).isEqualTo(bot.session(session));
    assertThat(closed.at("/session/sessionStatus").asText()).isEqualTo("closed");
    assertThat(closed.at("/session/noOfMessagesExchanged").asInt()).isEqualTo(1);
    if (row.message && !row.excluded) {
      assertThat(own.get(1).at("/detail/text").asText()).isEqualTo("Bye");
      assertThat(own.get(1).at("/detail/userId").asText()).isEqualTo("u-1");
    }
    JsonNode state = state(bot);
    assertThat(names(state.path("authProfiles"))).isEqualTo(row.profiles());
    assertThat(names(state.path("variables"))).isEqualTo(row.variables());
    assertThat(state.path("dialogContext").isNull()).isTrue();
    // The message started nothing: the live session is the one that the closing event started.
    assertThat(bot.sessionsOf("u-1"))
        .isEqualTo(row.way == Way.API || row.way == Way.INACTIVITY ? 1 : 2);
  }

  @Test
  void aFailedScriptTellsItsLineAndTheClosingGoesOn() {
    TestBot bot = TestBot.create();
    bot.settings(Map.of("customScript", FAILING));
    bot.recordOne(Event.userMessage("u-1", "rtm", START));
    bot.close(Map.of("userId", "u-1"));

    JsonNode failed = BusEvents.await(bot.id(), 3).get(1).path("detail");

    assertThat(failed.path("kind").asText()).isEqualTo("failed");
    assertThat(failed.path("line").asInt()).isEqualTo(2);
    assertThat(failed.path("message").asText()).contains("nothing");
  }

  @Test
  void anEndlessScriptIsStoppedAndTheClosingGoesOn() {
    TestBot bot = TestBot.create();
    bot.settings(Map.of("customScript", "while (true) {}"));
    bot.recordOne(Event.userMessage("u-1", "rtm", START));
    bot.close(Map.of("userId", "u-1"));

    assertThat(BusEvents.await(bot.id(), 3))
        .extracting(event -> event.path("detail-type").asText())
        .containsExactly("SessionStarted", "ClosureScriptFailed", "SessionClosed");
  }

  @Test
  void whatIsSetAfterAClosingIsNotClearedByItsScript() {
    TestBot bot = TestBot.create();
    bot.settings(Map.of("customScript", "koreUtil.ClearAllAuthProfiles()"));
    bot.recordOne(Event.userMessage("u-1", "rtm", START));
    remember(bot);
    bot.close(Map.of("userId", "u-1"));
    remember(bot);
    BusEvents.await(bot.id(), 2);

    assertThat(names(state(bot).path("authProfiles"))).containsExactly("crm", "erp");
  }

  @Test
  void theTextIsThatOfTheSettingsAtTheClosing() {
    TestBot bot = TestBot.create();
    bot.settings(Map.of("closureBehavior", "message", "closureMessages", List.of("First")));
    bot.recordOne(Event.userMessage("u-1", "rtm", START));
    bot.close(Map.of("userId", "u-1"));
    bot.settings(Map.of("closureBehavior", "silent"));

    assertThat(BusEvents.await(bot.id(), 3).get(1).at("/detail/text").asText()).isEqualTo("First");
  }

  @Test
  void closingTwiceIsToldOfOnce() {
    TestBot bot = TestBot.create();
    bot.settings(Map.of("closureBehavior", "message"));
    bot.recordOne(Event.userMessage("u-1", "rtm", START));
    for (int time = 0; time < 3; time++) {
      bot.close(Map.of("userId", "u-1"));
    }
    bot.recordOne(Event.userMessage("u-1", "rtm", START.plusSeconds(60)));

    assertThat(BusEvents.await(bot.id(), 4))
        .extracting(event -> event.path("detail-type").asText())
        .containsExactly("SessionStarted", "SessionMessage", "SessionClosed", "SessionStarted");
  }

  @Test
  void anEndUserWhoIsSilentGetsOneNudgeInEachSilence() {
    TestBot bot = TestBot.create();
    bot.settings(Map.of("nudgeAfter", 5, "nudgeMessages", List.of("Hello?")));
    String session = bot.recordOne(Event.userMessage("u-1", "rtm", START));
    for (int minute : List.of(5, 6, 7)) {
      bot.sweep(START.plus(Duration.ofMinutes(minute)));
    }
    JsonNode before = bot.session(session);
    bot.recordOne(Event.userMessage("u-1", "rtm", START.plus(Duration.ofMinutes(8))));
    bot.sweep(START.plus(Duration.ofMinutes(14)));
    bot.sweep(START.plus(Duration.ofMinutes(24)));

    List<JsonNode> events = BusEvents.await(bot.id(), 4);
    assertThat(events)
        .extracting(event -> event.path("detail-type").asText())
        .containsExactly("SessionStarted", "SessionNudge", "SessionNudge", "SessionClosed");
    assertThat(events.get(1).at("/detail/text").asText()).isEqualTo("Hello?");
    assertThat(events.get(1).at("/detail/eventId").asText())
        .isNotEqualTo(events.get(2).at("/detail/eventId").asText());
    assertThat(before.path("noOfMessagesExchanged").asInt()).isEqualTo(1);
    assertThat(before.path("end_time")).isEqualTo(before.path("start_time"));
  }

  private static void close(TestBot bot, Way way) {
    switch (way) {
      case API -> assertThat(bot.close(Map.of("userId", "u-1")).status()).isEqualTo(200);
      case INACTIVITY -> bot.sweep(START.plus(Duration.ofMinutes(16)));
      case REFRESH ->
          bot.recordOne(
              Event.of("connect", "u-1", "rtm", START.plusSeconds(60)).with("refresh", true));
      case NEW_INTENT ->
          bot.recordOne(
              Event.userMessage("u-1", "rtm", START.plus(Duration.ofMinutes(20)))
                  .with("intent", "book"));
    }
  }

  private static void remember(TestBot bot) {
    Answer answer =
        bot.client()
            .call(
                "PUT",
                bot.path("sessionState?userId=u-1&channel=rtm"),
                bot.builder().token(),
                Client.text(
                    Map.of(
                        "variables",
                        Map.of(
                            "passing", Map.of("value", 1),
                            "lasting", Map.of("value", 2, "ttlMinutes", 60)),
                        "dialogContext",
                        Map.of("node", "ask"),
                        "authProfiles",
                        Map.of("crm", "t-1", "erp", "t-2"))));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static JsonNode state(TestBot bot) {
    return bot.client()
        .call("GET", bot.path("sessionState?userId=u-1&channel=rtm"), bot.builder().token(), "")
        .json();
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}

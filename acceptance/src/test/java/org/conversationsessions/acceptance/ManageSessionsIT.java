package org.conversationsessions.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.conversationsessions.local.runner.LocalService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Manage Sessions (contract, section 9). The service is its own: a sweep asks what is due of every
 * bot, and the shared one has those of all other tests.
 */
class ManageSessionsIT {
  private static final String DEFAULTS =
      """
      {"proactivelyClose":true,"inactivityDuration":15,"channelInactivity":{},"closureBehavior":"silent","closureMessages":["I am closing our \
      current conversation as I have not received any input from you. We can start over when you need."],\
      "excludedChannels":["email"],"nudgeAfter":null,"nudgeMessages":["Are you still there?"],\
      "nudgeExcludedChannels":["email"],"clearAuthProfiles":false,"customScript":null,"defaultLanguage":"en","keepMessages":true,"messageRetentionDays":0,\
      "piiRedaction":{"enabled":false,"patterns":[\
      {"pii_type":"Email","regex":"[A-Z0-9._%+-]+@[A-Z0-9-]+(?:\\\\.[A-Z0-9-]+)+","ignoreCase":true,"enabled":false,\
      "display":{"type":"redaction"}},\
      {"pii_type":"Phone","regex":"\\\\+[0-9]{1,3}(?:[ .()-]{0,2}[0-9]{2,4}){2,4}\\\\b|(?:\\\\([0-9]{3}\\\\) ?|\
      \\\\b[0-9]{3}[ .-]?)[0-9]{3}[ .-]?[0-9]{4}\\\\b","ignoreCase":true,"enabled":false,"display":{"type":"redaction"}},\
      {"pii_type":"SSN","regex":"\\\\b[0-9]{3}[ -][0-9]{2}[ -][0-9]{4}\\\\b","ignoreCase":true,"enabled":false,\
      "display":{"type":"redaction"}},\
      {"pii_type":"Credit Card Number","regex":"\\\\b(?:[0-9][ -]?){12,18}[0-9]\\\\b","ignoreCase":true,"enabled":false,\
      "display":{"type":"redaction"}}]},"keepDebugLogs":false}\
      """;

  private static final Map<String, Object> REDACTION =
      Map.of(
          "enabled",
          true,
          "patterns",
          List.of(
              pattern("Order", "no[0-9]{6,9}", Map.of("type", "redaction")),
              pattern("Name", "(?i)ada|bob", Map.of("type", "replacement", "value", "***")),
              pattern(
                  "Number",
                  "\\d{4,}",
                  Map.of("type", "mask", "first", 2, "last", 0, "char", "+"))));

  private static final Instant START =
      Instant.now().minus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);

  private static LocalService service;

  private TestBot bot;

  @BeforeAll
  static void start() {
    service = RunningService.start(Map.of());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void prepare() {
    bot = TestBot.create(service);
  }

  @Test
  void nullRestoresTheDefaultOfAnyField() {
    String defaults = bot.settings().text();
    Map<String, Object> other = new HashMap<>();
    other.put("proactivelyClose", false);
    other.put("inactivityDuration", 30);
    other.put("channelInactivity", Map.of("web", 45));
    other.put("closureBehavior", "message");
    other.put("closureMessages", List.of("Bye"));
    other.put("excludedChannels", List.of("rtm"));
    other.put("nudgeAfter", 3);
    other.put("nudgeMessages", List.of("Hello?"));
    other.put("nudgeExcludedChannels", List.of("rtm"));
    other.put("clearAuthProfiles", true);
    other.put("customScript", "koreUtil.ClearAllAuthProfiles()");
    other.put("defaultLanguage", "fi");
    other.put("keepMessages", false);
    other.put("messageRetentionDays", 30);
    other.put("piiRedaction", REDACTION);
    other.put("keepDebugLogs", true);
    String changed = bot.settings(other).text();
    for (String name : other.keySet()) {
      Map<String, Object> restored = new HashMap<>();
      restored.put(name, null);
      JsonNode answer = bot.settings(restored).json();
      assertThat(answer.path(name)).isEqualTo(Client.json(defaults.getBytes(UTF_8)).path(name));
      assertThat(bot.settings(other).text()).isEqualTo(changed);
    }
    // What GET showed before the change restores all of it, the missing script too.
    assertThat(
            bot.client()
                .call("PUT", bot.path("manageSessions"), bot.builder().token(), defaults)
                .text())
        .isEqualTo(defaults);
    assertThat(bot.settings().text()).isEqualTo(defaults);
    assertThat(
            bot.client()
                .call("PUT", bot.path("manageSessions"), bot.builder().token(), changed)
                .text())
        .isEqualTo(changed);
  }

  @Test
  void aScriptThatCallsNothingIsRefusedWithThePlaceWhereTheNameIsMissing() {
    assertThat(refused("customScript", "koreUtil.("))
        .contains("line 1, column 10: missing name after . operator");
  }

  private static Instant after(long minutes) {
    return START.plus(minutes, ChronoUnit.MINUTES);
  }

  private JsonNode changed(String name, Object value) {
    Answer answer = bot.settings(Map.of(name, value));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(bot.settings().text()).isEqualTo(answer.text());
    return answer.json().path(name);
  }

  private String refused(String name, Object value) {
    Answer before = bot.settings();
    // A second field, which would be taken by itself: no part of a refused change may be stored.
    boolean flag = !name.equals("clearAuthProfiles");
    Answer answer =
        bot.settings(
            Map.of(
                name,
                value,
                flag ? "clearAuthProfiles" : "proactivelyClose",
                !before.json().path("clearAuthProfiles").asBoolean()));
    assertThat(answer.status()).as("%s", value).isEqualTo(412);
    assertThat(answer.message()).startsWith(Expected.INVALID_ARGUMENTS + ": " + name);
    assertThat(bot.settings().text()).isEqualTo(before.text());
    return answer.message();
  }

  // ------------------------------------------------------------------------------ reading and
  // writing

  @Test
  void aBotThatNobodyChangedHasTheDefaults() {
    Answer answer = bot.settings();
    assertThat(answer.brief()).isEqualTo("200 " + DEFAULTS);
    assertThat(answer.header("content-type")).contains("application/json");
  }

  @Test
  void aChangeOfNothingChangesNothing() {
    assertThat(bot.settings(Map.of()).brief()).isEqualTo("200 " + DEFAULTS);
    assertThat(bot.settings().brief()).isEqualTo("200 " + DEFAULTS);
  }

  @Test
  void allSettingsAreChangedInOneCallAndAreReadAsTheyWereWritten() {
    Map<String, Object> all =
        Map.of(
            "proactivelyClose",
            false,
            "inactivityDuration",
            30,
            "channelInactivity",
            Map.of("web", 45, "sms", 1440),
            "closureBehavior",
            "message",
            "closureMessages",
            List.of("Bye", "またね 🙂"),
            "excludedChannels",
            List.of("email", "sms"),
            "clearAuthProfiles",
            true,
            "customScript",
            "koreUtil.ClearAllAuthProfiles();",
            "defaultLanguage",
            "ja",
            "piiRedaction",
            REDACTION);
    JsonNode written = bot.settings(all).json();
    assertThat(bot.settings().json()).isEqualTo(written);
    all.forEach(
        (name, value) ->
            assertThat(written.path(name)).as(name).isEqualTo(Client.json(Client.bytes(value))));
  }

  @Test
  void settingsThatAChangeDoesNotNameStay() {
    bot.settings(Map.of("inactivityDuration", 30, "defaultLanguage", "de"));
    JsonNode after = bot.settings(Map.of("clearAuthProfiles", true)).json();
    assertThat(after.path("inactivityDuration").asInt()).isEqualTo(30);
    assertThat(after.path("defaultLanguage").asText()).isEqualTo("de");
    assertThat(after.path("clearAuthProfiles").asBoolean()).isTrue();
  }

  @Test
  void theAnswerToAReadIsABodyForAWrite() {
    bot.settings(Map.of("inactivityDuration", 77, "customScript", "var a;"));
    String read = bot.settings().text();
    assertThat(
            bot.client()
                .call("PUT", bot.path("manageSessions"), bot.builder().token(), read)
                .text())
        .isEqualTo(read);
    TestBot other = TestBot.create(service);
    assertThat(
            other
                .client()
                .call("PUT", other.path("manageSessions"), other.builder().token(), DEFAULTS)
                .brief())
        .isEqualTo("200 " + DEFAULTS);
  }

  @Test
  void aDryRunShowsTheSettingsAndARedactedSampleAndStoresNothing() {
    String before = bot.settings().text();
    String body =
        """
        {"inactivityDuration":30,"piiRedaction":{"enabled":true,"patterns":[{"pii_type":"Order","enabled":true,
        "regex":"no[0-9]+","display":{"type":"replacement","value":"[order]"}}]},"sample":{"text":"It is no123."}}
        """;

    Answer shown =
        bot.client()
            .call("PUT", bot.path("manageSessions?dryRun=true"), bot.builder().token(), body);

    assertThat(shown.status()).as(shown.toString()).isEqualTo(200);
    assertThat(shown.json().path("inactivityDuration").asInt()).isEqualTo(30);
    assertThat(shown.json().at("/sample/text").asText()).isEqualTo("It is [order].");
    assertThat(shown.json().at("/bounds/inactivityDuration/minimum").asInt()).isEqualTo(5);
    assertThat(shown.json().at("/bounds/inactivityDuration/maximum").asInt()).isEqualTo(20160);
    assertThat(bot.settings().text()).isEqualTo(before);
    assertThat(
            bot.client()
                .send(
                    "POST",
                    bot.path("manageSessions?dryRun=1"),
                    body,
                    "auth",
                    bot.builder().token(),
                    "x-http-method-override",
                    "PUT")
                .brief())
        .startsWith("412 ")
        .contains("dryRun: must be true or false");
    assertThat(bot.settings().text()).isEqualTo(before);
  }

  @Test
  void theAliasStreamReadsAndWritesTheSameSettings() {
    String path = "/api/public/stream/" + bot.id() + "/manageSessions";
    bot.client().call("PUT", path, bot.builder().token(), "{\"inactivityDuration\":44}");
    assertThat(bot.client().call("GET", path, bot.builder().token(), "").text())
        .isEqualTo(bot.settings().text())
        .contains("\"inactivityDuration\":44");
  }

  @Test
  void adminAppsManageTheBotsOfTheirAccountOnly() {
    String path = bot.path("manageSessions");
    assertThat(
            bot.client()
                .call("PUT", path, bot.admin().token(), "{\"inactivityDuration\":45}")
                .status())
        .isEqualTo(200);
    assertThat(bot.settings().text()).contains("\"inactivityDuration\":45");
    TestBot stranger = TestBot.create(service);
    assertThat(bot.client().call("GET", path, stranger.admin().token(), "").brief())
        .isEqualTo(Expected.INVALID_STREAM);
    assertThat(bot.client().call("PUT", path, stranger.builder().token(), "{}").brief())
        .isEqualTo(Expected.INVALID_CREDENTIALS);
  }

  @Test
  void oneBotsSettingsAreNoOtherBots() {
    TestBot sibling = bot.sibling();
    bot.settings(Map.of("inactivityDuration", 45));
    assertThat(sibling.settings().brief()).isEqualTo("200 " + DEFAULTS);
  }

  @Test
  void changesOfDifferentSettingsAtOnceAreAllKept() {
    List<Map<String, Object>> changes =
        List.of(
            Map.of("inactivityDuration", 33),
            Map.of("defaultLanguage", "fr"),
            Map.of("clearAuthProfiles", true),
            Map.of("closureBehavior", "message"),
            Map.of("customScript", "var x = 1;"),
            Map.of("excludedChannels", List.of("sms")));
    assertThat(changes.parallelStream().map(change -> bot.settings(change).status()))
        .containsOnly(200);
    JsonNode all = bot.settings().json();
    changes.forEach(
        change ->
            change.forEach(
                (name, value) ->
                    assertThat(all.path(name).toString()).isEqualTo(Client.text(value))));
  }

  // --------------------------------------------------------------------------------------- the
  // bounds

  @Test
  void inactivityLastsFrom5To20160Minutes() {
    for (int minutes : List.of(5, 6, 15, 20159, 20160)) {
      assertThat(changed("inactivityDuration", minutes).asInt()).isEqualTo(minutes);
    }
    for (Object other :
        List.of(4, 0, -5, 20161, 1e12, 5.5, "x", "", true, List.of(15), Map.of(), Long.MAX_VALUE)) {
      assertThat(refused("inactivityDuration", other)).contains("5", "20160");
    }
  }

  @Test
  void channelsHaveAnInactivityOfTheirOwnWithinTheSameBounds() {
    assertThat(changed("channelInactivity", Map.of("web", 5, "a b", 20160)).toString())
        .isEqualTo("{\"a b\":20160,\"web\":5}");
    assertThat(changed("channelInactivity", Map.of())).isEmpty();
    for (Object other : List.of(4, 0, 20161, 5.5, "x", true, List.of(), Map.of())) {
      assertThat(refused("channelInactivity", Map.of("web", other)))
          .contains("channelInactivity.web: must be an integer from 5 to 20160");
    }
    for (Object other :
        List.of(
            15,
            "web",
            List.of(),
            Map.of("", 9),
            Map.of("x".repeat(65), 9),
            Map.of("w", 9, "W", 9))) {
      refused("channelInactivity", other);
    }
  }

  @Test
  void aNudgeComesBeforeTheInactivityOfEveryChannelThatGetsIt() {
    assertThat(changed("nudgeAfter", 14).asInt()).isEqualTo(14);
    for (Object other : List.of(0, -1, 15, 20161, 1.5, "x", true, List.of())) {
      refused("nudgeAfter", other);
    }
    assertThat(bot.settings(Map.of("inactivityDuration", 14)).message()).contains("nudgeAfter");
    assertThat(bot.settings(Map.of("channelInactivity", Map.of("web", 9))).message())
        .contains("nudgeAfter: must be less than the shortest inactivity", "9");
    assertThat(changed("channelInactivity", Map.of("email", 9))).hasSize(1);
    assertThat(changed("nudgeMessages", List.of("Hello?", "Anyone?"))).hasSize(2);
    assertThat(changed("nudgeExcludedChannels", List.of("web", "email"))).hasSize(2);
    for (Object other : List.of(List.of(), List.of(""), List.of("x".repeat(1025)), "Hello?", 1)) {
      refused("nudgeMessages", other);
    }
    refused("nudgeExcludedChannels", List.of("x".repeat(65)));
  }

  @Test
  void flagsAreTrueOrFalse() {
    for (String name : List.of("proactivelyClose", "clearAuthProfiles", "keepMessages")) {
      assertThat(changed(name, false).asBoolean(true)).isFalse();
      assertThat(changed(name, true).asBoolean()).isTrue();
      for (Object other : List.of("true", 1, 0, List.of(), Map.of())) {
        refused(name, other);
      }
    }
  }

  @Test
  void closureBehaviorIsSilentOrMessage() {
    assertThat(changed("closureBehavior", "message").asText()).isEqualTo("message");
    assertThat(changed("closureBehavior", "silent").asText()).isEqualTo("silent");
    for (Object other : List.of("loud", "", "Silent", 1, true, List.of("silent"))) {
      assertThat(refused("closureBehavior", other)).contains("silent", "message");
    }
  }

  @Test
  void thereAre1To10ClosureMessages() {
    List<String> ten = IntStream.range(0, 10).mapToObj(i -> "Bye " + i).toList();
    assertThat(changed("closureMessages", ten)).hasSize(10);
    assertThat(changed("closureMessages", List.of("Bye"))).hasSize(1);
    List<String> eleven = IntStream.range(0, 11).mapToObj(i -> "Bye " + i).toList();
    for (Object other :
        List.of(List.of(), eleven, "Bye", List.of(1), List.of("Bye", ""), Map.of(), 1)) {
      refused("closureMessages", other);
    }
  }

  @Test
  void messagesAreKeptForUpTo36500Days() {
    for (int days : List.of(0, 1, 36500)) {
      assertThat(changed("messageRetentionDays", days).asInt()).isEqualTo(days);
    }
    for (Object other : List.of(-1, 36501, 1.5, "x", true, List.of(1))) {
      assertThat(refused("messageRetentionDays", other)).contains("0 to 36500");
    }
  }

  @Test
  void patternsAreReadAsTheyWereWritten() {
    assertThat(changed("piiRedaction", REDACTION)).isEqualTo(Client.json(Client.bytes(REDACTION)));
    assertThat(changed("piiRedaction", Map.of("enabled", false)).path("patterns")).hasSize(3);
    assertThat(changed("piiRedaction", Map.of("patterns", List.of())).path("patterns")).isEmpty();
  }

  @Test
  void aPatternThatCannotBeCompiledIsRefusedAtOnce() {
    for (String regex :
        List.of("(?=a)", "(a)\\1", "[a", "a{1001}", "((a{1000}){1000}){1000}", "(a{10}){101}")) {
      Map<String, Object> pattern = pattern("a", regex, Map.of("type", "redaction"));
      assertThat(refused("piiRedaction", Map.of("patterns", List.of(pattern))))
          .contains("piiRedaction.patterns[0].regex: cannot be read: ");
    }
  }

  private static Map<String, Object> pattern(
      String type, String regex, Map<String, Object> display) {
    return Map.of(
        "pii_type", type, "regex", regex, "ignoreCase", true, "enabled", true, "display", display);
  }

  @Test
  void anyChannelsAreExcludedOrNone() {
    assertThat(changed("excludedChannels", List.of())).isEmpty();
    assertThat(changed("excludedChannels", List.of("rtm", "email")).toString())
        .isEqualTo("[\"email\",\"rtm\"]");
    for (Object other : List.of("email", List.of(1), List.of(""), List.of("x".repeat(65)), 1)) {
      refused("excludedChannels", other);
    }
  }

  @Test
  void theDefaultLanguageIsAText() {
    assertThat(changed("defaultLanguage", "pt-BR").asText()).isEqualTo("pt-BR");
    for (Object other : List.of("", 1, List.of("en"), "x".repeat(1000))) {
      refused("defaultLanguage", other);
    }
  }

  @Test
  void aClosingScriptHasAtMost16Kibibytes() {
    String start = "var x = '";
    String most = start + "x".repeat(16 * 1024 - start.length() - 1) + "'";
    assertThat(changed("customScript", most).asText()).isEqualTo(most);
    assertThat(refused("customScript", most + ";")).contains("16384");
    // Bytes, not characters.
    assertThat(refused("customScript", start + "é".repeat(8190) + "'")).contains("16384");
    for (Object other : List.of(1, true, List.of("var x"))) {
      refused("customScript", other);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "koreUtil.ClearAuthProfiles('google'); koreUtil.ClearAuthProfiles(['a', 'b']);",
        "koreUtil.ClearAllAuthProfiles()",
        "if (context.session) { koreUtil.ClearAllAuthProfiles(); } else { var a = [1, 2].map(x => x"
            + " + 1); }",
        "// nothing",
        "let a = `x${1}`; const f = (b) => b;",
        "while (true) {}"
      })
  void aClosingScriptThatParsesIsKeptToTheLetterAndNotRun(String script) {
    assertThat(changed("customScript", script).asText()).isEqualTo(script);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "koreUtil.ClearAuthProfiles('google'",
        "if (",
        "var 1x;",
        "}",
        "\"",
        "function (",
        "koreUtil.(",
        "a b"
      })
  void aClosingScriptThatDoesNotParseIsRefusedWithTheParsersMessage(String script) {
    String message = refused("customScript", "var fine;\n" + script);
    assertThat(message).containsPattern("line 2, column [0-9]+: .+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/(?<a/", "/(?<a>x)(?<a>y)/", "/a{99999999999}/", "a::-set", "a?.@b", "x`${*<a>"})
  void aClosingScriptThatDefeatsTheParserIsRefusedAndNoFailure(String script) {
    assertThat(refused("customScript", script)).contains("cannot be read: ");
  }

  @Test
  void scriptsThatAreHardToParseAreRefusedAndNoFailure() {
    for (String script :
        List.of(
            "(".repeat(8000),
            "[".repeat(16000),
            "x=" + "{a:".repeat(4000),
            "!".repeat(16000) + "x",
            "a" + "+a".repeat(8000),
            "if(a)".repeat(3000) + ";",
            "/(".repeat(8000),
            "\u0000\u0001\uFFFF",
            "/[/",
            "`${".repeat(5000))) {
      assertThat(bot.settings(Map.of("customScript", script)).status()).isIn(200, 412);
    }
  }

  @Test
  void anEmptyClosingScriptTakesTheScriptAway() {
    changed("customScript", "var a;");
    assertThat(bot.settings(Map.of("customScript", "")).text()).contains("\"customScript\":null");
  }

  // -------------------------------------------------------------------- what is live at that
  // moment

  private String live() {
    return bot.recordOne(Event.userMessage("ann", "rtm", START));
  }

  private String say(long minutes) {
    return bot.recordOne(Event.userMessage("ann", "rtm", after(minutes)));
  }

  @Test
  void fifteenMinutesHoldByDefault() {
    String session = live();
    bot.sweep(after(15));
    assertThat(bot.isActive(session)).isTrue();
    bot.sweep(after(15).plusSeconds(30));
    assertThat(bot.isActive(session)).isFalse();
    assertThat(say(16)).isNotEqualTo(session);
  }

  @Test
  void aShorterInactivityHoldsForTheNextEventOfALiveSession() {
    String session = live();
    bot.settings(Map.of("inactivityDuration", 5));
    assertThat(say(4)).isEqualTo(session);
    assertThat(say(9)).isNotEqualTo(session);
    assertThat(bot.isActive(session)).isFalse();
  }

  @Test
  void aShorterInactivityHoldsForTheSweepOfALiveSession() {
    String session = live();
    bot.sweep(after(6));
    assertThat(bot.isActive(session)).isTrue();
    bot.settings(Map.of("inactivityDuration", 5));
    bot.sweep(after(6));
    assertThat(bot.isActive(session)).isFalse();
  }

  @Test
  void aShorterInactivityHoldsForASessionThatASweepHasPutOff() {
    String session = live();
    say(10);
    bot.sweep(after(16));
    assertThat(bot.isActive(session)).isTrue();
    bot.settings(Map.of("inactivityDuration", 5));
    bot.sweep(after(15));
    assertThat(bot.isActive(session)).isTrue();
    bot.sweep(after(16));
    assertThat(bot.isActive(session)).isFalse();
  }

  @Test
  void aChannelsOwnInactivityHoldsForLiveSessions() {
    String session = live();
    bot.settings(Map.of("channelInactivity", Map.of("RTM", 5)));
    bot.sweep(after(5));
    assertThat(bot.isActive(session)).isTrue();
    bot.settings(Map.of("channelInactivity", Map.of("rtm", 60, "web", 5)));
    bot.sweep(after(59));
    assertThat(bot.isActive(session)).isTrue();
    bot.settings(Map.of("channelInactivity", Map.of()));
    bot.sweep(after(16));
    assertThat(bot.isActive(session)).isFalse();
    bot.settings(Map.of("channelInactivity", Map.of("rtm", 5)));
    String next = say(20);
    assertThat(say(24)).isEqualTo(next);
    assertThat(say(29)).isNotEqualTo(next);
  }

  @Test
  void aLongerInactivityHoldsForTheNextEventOfALiveSession() {
    String session = live();
    bot.settings(Map.of("inactivityDuration", 60));
    assertThat(say(59)).isEqualTo(session);
    assertThat(say(59 + 60)).isNotEqualTo(session);
  }

  @Test
  void aLongerInactivityHoldsForTheSweepOfALiveSession() {
    String session = live();
    bot.settings(Map.of("inactivityDuration", 60));
    bot.sweep(after(59));
    assertThat(bot.isActive(session)).isTrue();
    bot.sweep(after(61));
    assertThat(bot.isActive(session)).isFalse();
  }

  @Test
  void twentyThousandOneHundredAndSixtyMinutesAreKept() {
    String session = live();
    bot.settings(Map.of("inactivityDuration", 20160));
    bot.sweep(after(20160));
    assertThat(bot.isActive(session)).isTrue();
    bot.sweep(after(20161));
    assertThat(bot.isActive(session)).isFalse();
  }

  @Test
  void sessionsThatAreNotClosedProactivelyAreLeftAloneUntilTheyAreAgain() {
    String session = live();
    bot.settings(Map.of("proactivelyClose", false));
    bot.sweep(after(2000));
    assertThat(bot.isActive(session)).isTrue();
    // No intent and no invalid input: it continues.
    assertThat(say(2000)).isEqualTo(session);
    bot.settings(Map.of("proactivelyClose", true));
    bot.sweep(after(2014));
    assertThat(bot.isActive(session)).isTrue();
    bot.sweep(after(2016));
    assertThat(bot.isActive(session)).isFalse();
  }

  @Test
  void whetherAnEventSplitsASessionFollowsTheModeOfThatMoment() {
    String session = live();
    bot.settings(Map.of("proactivelyClose", false));
    assertThat(say(100)).isEqualTo(session);
    bot.settings(Map.of("proactivelyClose", true));
    String second = say(200);
    assertThat(second).isNotEqualTo(session);
    bot.settings(Map.of("proactivelyClose", false));
    assertThat(say(300)).isEqualTo(second);
    assertThat(
            bot.recordOne(
                Event.userMessage("ann", "rtm", after(400)).with("intent", "Something new")))
        .isNotEqualTo(second);
  }

  @Test
  void theDefaultLanguageIsThatOfSessionsInWhichNoneWasNamed() {
    bot.settings(Map.of("defaultLanguage", "ja"));
    String session = live();
    assertThat(bot.session(session).path("session_lang").toString()).isEqualTo("[\"ja\"]");
    String named = bot.recordOne(Event.userMessage("bob", "rtm", START).with("lang", "fr"));
    assertThat(bot.session(named).path("session_lang").toString()).isEqualTo("[\"fr\"]");
  }
}

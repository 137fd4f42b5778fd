package org.conversationsessions.local.acceptance;

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
      {"proactivelyClose":true,"inactivityDuration":15,"closureBehavior":"silent","closureMessages":["I am closing our \
      current conversation as I have not received any input from you. We can start over when you need."],\
      "excludedChannels":["email"],"clearAuthProfiles":false,"customScript":null,"defaultLanguage":"en"}""";

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
  void null_restores_the_default_of_any_field() {
    String defaults = bot.settings().text();
    Map<String, Object> other = new HashMap<>();
    other.put("proactivelyClose", false);
    other.put("inactivityDuration", 30);
    other.put("closureBehavior", "message");
    other.put("closureMessages", List.of("Bye"));
    other.put("excludedChannels", List.of("rtm"));
    other.put("clearAuthProfiles", true);
    other.put("customScript", "koreUtil.ClearAllAuthProfiles()");
    other.put("defaultLanguage", "fi");
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
  void a_script_that_calls_nothing_is_refused_with_the_place_where_the_name_is_missing() {
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
    String before = bot.settings().text();
    // A second field, which alone would be taken: of a refused change nothing may hold.
    boolean flag = !name.equals("clearAuthProfiles");
    Answer answer =
        bot.settings(
            Map.of(
                name,
                value,
                flag ? "clearAuthProfiles" : "proactivelyClose",
                !bot.settings().json().path("clearAuthProfiles").asBoolean()));
    assertThat(answer.status()).as("%s", value).isEqualTo(412);
    assertThat(answer.message()).startsWith(Expected.INVALID_ARGUMENTS + ": " + name);
    assertThat(bot.settings().text()).isEqualTo(before);
    return answer.message();
  }

  // ------------------------------------------------------------------------------ reading and
  // writing

  @Test
  void a_bot_that_nobody_changed_has_the_defaults() {
    Answer answer = bot.settings();
    assertThat(answer.brief()).isEqualTo("200 " + DEFAULTS);
    assertThat(answer.header("content-type")).contains("application/json");
  }

  @Test
  void a_change_of_nothing_changes_nothing() {
    assertThat(bot.settings(Map.of()).brief()).isEqualTo("200 " + DEFAULTS);
    assertThat(bot.settings().brief()).isEqualTo("200 " + DEFAULTS);
  }

  @Test
  void all_settings_are_changed_in_one_call_and_are_read_as_they_were_written() {
    Map<String, Object> all =
        Map.of(
            "proactivelyClose",
            false,
            "inactivityDuration",
            30,
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
            "ja");
    JsonNode written = bot.settings(all).json();
    assertThat(bot.settings().json()).isEqualTo(written);
    all.forEach(
        (name, value) ->
            assertThat(written.path(name)).as(name).isEqualTo(Client.json(Client.bytes(value))));
  }

  @Test
  void settings_that_a_change_does_not_name_stay() {
    bot.settings(Map.of("inactivityDuration", 30, "defaultLanguage", "de"));
    JsonNode after = bot.settings(Map.of("clearAuthProfiles", true)).json();
    assertThat(after.path("inactivityDuration").asInt()).isEqualTo(30);
    assertThat(after.path("defaultLanguage").asText()).isEqualTo("de");
    assertThat(after.path("clearAuthProfiles").asBoolean()).isTrue();
  }

  @Test
  void the_answer_to_a_read_is_a_body_for_a_write() {
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
  void the_alias_stream_reads_and_writes_the_same_settings() {
    String path = "/api/public/stream/" + bot.id() + "/manageSessions";
    bot.client().call("PUT", path, bot.builder().token(), "{\"inactivityDuration\":44}");
    assertThat(bot.client().call("GET", path, bot.builder().token(), "").text())
        .isEqualTo(bot.settings().text())
        .contains("\"inactivityDuration\":44");
  }

  @Test
  void admin_apps_manage_the_bots_of_their_account_only() {
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
  void one_bots_settings_are_no_other_bots() {
    TestBot sibling = bot.sibling();
    bot.settings(Map.of("inactivityDuration", 45));
    assertThat(sibling.settings().brief()).isEqualTo("200 " + DEFAULTS);
  }

  @Test
  void changes_of_different_settings_at_once_are_all_kept() {
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
  void inactivity_lasts_from_5_to_20160_minutes() {
    for (int minutes : List.of(5, 6, 15, 20159, 20160)) {
      assertThat(changed("inactivityDuration", minutes).asInt()).isEqualTo(minutes);
    }
    for (Object other :
        List.of(4, 0, -5, 20161, 1e12, 5.5, "x", "", true, List.of(15), Map.of(), Long.MAX_VALUE)) {
      assertThat(refused("inactivityDuration", other)).contains("5", "20160");
    }
  }

  @Test
  void flags_are_true_or_false() {
    for (String name : List.of("proactivelyClose", "clearAuthProfiles")) {
      assertThat(changed(name, false).asBoolean(true)).isFalse();
      assertThat(changed(name, true).asBoolean()).isTrue();
      for (Object other : List.of("true", 1, 0, List.of(), Map.of())) {
        refused(name, other);
      }
    }
  }

  @Test
  void closure_behavior_is_silent_or_message() {
    assertThat(changed("closureBehavior", "message").asText()).isEqualTo("message");
    assertThat(changed("closureBehavior", "silent").asText()).isEqualTo("silent");
    for (Object other : List.of("loud", "", "Silent", 1, true, List.of("silent"))) {
      assertThat(refused("closureBehavior", other)).contains("silent", "message");
    }
  }

  @Test
  void there_are_1_to_10_closure_messages() {
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
  void any_channels_are_excluded_or_none() {
    assertThat(changed("excludedChannels", List.of())).isEmpty();
    assertThat(changed("excludedChannels", List.of("rtm", "email")).toString())
        .isEqualTo("[\"email\",\"rtm\"]");
    for (Object other : List.of("email", List.of(1), List.of(""), List.of("x".repeat(65)), 1)) {
      refused("excludedChannels", other);
    }
  }

  @Test
  void the_default_language_is_a_text() {
    assertThat(changed("defaultLanguage", "pt-BR").asText()).isEqualTo("pt-BR");
    for (Object other : List.of("", 1, List.of("en"), "x".repeat(1000))) {
      refused("defaultLanguage", other);
    }
  }

  @Test
  void a_custom_script_has_at_most_16_kibibytes() {
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
        "if (context.session) { koreUtil.ClearAllAuthProfiles(); } else { var a = [1, 2].map(x => x + 1); }",
        "// nothing",
        "let a = `x${1}`; const f = (b) => b;",
        "while (true) {}"
      })
  void a_custom_script_that_parses_is_kept_to_the_letter_and_not_run(String script) {
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
  void a_custom_script_that_does_not_parse_is_refused_with_the_parsers_message(String script) {
    String message = refused("customScript", "var fine;\n" + script);
    assertThat(message).containsPattern("line 2, column [0-9]+: .+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/(?<a/", "/(?<a>x)(?<a>y)/", "/a{99999999999}/", "a::-set", "a?.@b", "x`${*<a>"})
  void a_custom_script_that_defeats_the_parser_is_refused_and_no_failure(String script) {
    assertThat(refused("customScript", script)).contains("cannot be read: ");
  }

  @Test
  void scripts_that_are_hard_to_parse_are_refused_and_no_failure() {
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
  void an_empty_custom_script_takes_the_script_away() {
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
  void fifteen_minutes_hold_by_default() {
    String session = live();
    bot.sweep(after(15));
    assertThat(bot.isActive(session)).isTrue();
    bot.sweep(after(15).plusSeconds(30));
    assertThat(bot.isActive(session)).isFalse();
    assertThat(say(16)).isNotEqualTo(session);
  }

  @Test
  void a_shorter_inactivity_holds_for_the_next_event_of_a_live_session() {
    String session = live();
    bot.settings(Map.of("inactivityDuration", 5));
    assertThat(say(4)).isEqualTo(session);
    assertThat(say(9)).isNotEqualTo(session);
    assertThat(bot.isActive(session)).isFalse();
  }

  @Test
  void a_shorter_inactivity_holds_for_the_sweep_of_a_live_session() {
    String session = live();
    bot.sweep(after(6));
    assertThat(bot.isActive(session)).isTrue();
    bot.settings(Map.of("inactivityDuration", 5));
    bot.sweep(after(6));
    assertThat(bot.isActive(session)).isFalse();
  }

  @Test
  void a_shorter_inactivity_holds_for_a_session_that_a_sweep_has_put_off() {
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
  void a_longer_inactivity_holds_for_the_next_event_of_a_live_session() {
    String session = live();
    bot.settings(Map.of("inactivityDuration", 60));
    assertThat(say(59)).isEqualTo(session);
    assertThat(say(59 + 60)).isNotEqualTo(session);
  }

  @Test
  void a_longer_inactivity_holds_for_the_sweep_of_a_live_session() {
    String session = live();
    bot.settings(Map.of("inactivityDuration", 60));
    bot.sweep(after(59));
    assertThat(bot.isActive(session)).isTrue();
    bot.sweep(after(61));
    assertThat(bot.isActive(session)).isFalse();
  }

  @Test
  void twenty_thousand_one_hundred_and_sixty_minutes_are_kept() {
    String session = live();
    bot.settings(Map.of("inactivityDuration", 20160));
    bot.sweep(after(20160));
    assertThat(bot.isActive(session)).isTrue();
    bot.sweep(after(20161));
    assertThat(bot.isActive(session)).isFalse();
  }

  @Test
  void sessions_that_are_not_closed_proactively_are_left_alone_until_they_are_again() {
    String session = live();
    bot.settings(Map.of("proactivelyClose", false));
    bot.sweep(after(2000));
    assertThat(bot.isActive(session)).isTrue();
    // No intent and no invalid input: it goes on.
    assertThat(say(2000)).isEqualTo(session);
    bot.settings(Map.of("proactivelyClose", true));
    bot.sweep(after(2014));
    assertThat(bot.isActive(session)).isTrue();
    bot.sweep(after(2016));
    assertThat(bot.isActive(session)).isFalse();
  }

  @Test
  void whether_an_event_splits_a_session_follows_the_mode_of_that_moment() {
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
  void the_default_language_is_that_of_sessions_in_which_none_was_named() {
    bot.settings(Map.of("defaultLanguage", "ja"));
    String session = live();
    assertThat(bot.session(session).path("session_lang").toString()).isEqualTo("[\"ja\"]");
    String named = bot.recordOne(Event.userMessage("bob", "rtm", START).with("lang", "fr"));
    assertThat(bot.session(named).path("session_lang").toString()).isEqualTo("[\"fr\"]");
  }
}

package org.conversationsessions.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.registry.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing a session by API (contract, section 4). */
class ClosingIT {
  private static final Instant START =
      Instant.now().minus(10, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MILLIS);

  private TestBot bot;

  @BeforeEach
  void prepare() {
    bot = TestBot.create();
  }

  private String live(String userId, String channel) {
    return bot.recordOne(Event.userMessage(userId, channel, START));
  }

  private Answer put(String path, String token, String body) {
    return bot.client().call("PUT", path, token, body);
  }

  private String status(String session) {
    return bot.session(session).path("sessionStatus").asText();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/public/bot/{}/session",
        "/api/public/{}/sessions",
        "/api/public/bot/{}/sessions",
        "/api/public/stream/{}/session"
      })
  void both_documented_paths_and_their_aliases_close(String path) {
    String session = live("u-1", "rtm");
    Answer answer =
        put(
            path.replace("{}", bot.id().value()),
            bot.builder().token(),
            "{\"userId\":\"u-1\",\"status\":\"inactive\",\"channel\":\"rtm\"}");
    assertThat(answer.brief()).isEqualTo(Expected.SUCCESS);
    assertThat(answer.header("content-type")).contains("application/json");
    assertThat(status(session)).isEqualTo("closed");
  }

  @Test
  void user_ids_of_every_sort_are_closed() {
    for (String user :
        List.of(
            "ann@example.org",
            "u-1f3a",
            "ä ö\u0000#?/&%",
            "🙂".repeat(256),
            "x".repeat(256),
            " ",
            "#",
            "st-x#y")) {
      String session = live(user, "rtm");
      assertThat(bot.close(Map.of("userId", user)).brief()).isEqualTo(Expected.SUCCESS);
      assertThat(status(session)).isEqualTo("closed");
    }
    assertThat(bot.close(Map.of("userId", "x".repeat(257))).status()).isEqualTo(412);
  }

  @Test
  void without_a_user_id_the_tokens_user_identity_counts() {
    String mine = live("ann", "rtm");
    String subs = live("bob", "rtm");
    String token = bot.builder().token(Map.of("userIdentity", "ann", "sub", "bob"));
    assertThat(put(bot.path("session"), token, "{}").brief()).isEqualTo(Expected.SUCCESS);
    assertThat(List.of(status(mine), status(subs))).containsExactly("closed", "active");
  }

  @Test
  void without_a_user_identity_the_tokens_sub_counts() {
    String session = live("bob", "rtm");
    String token = bot.builder().token(Map.of("sub", "bob"));
    assertThat(put(bot.path("session"), token, "").brief()).isEqualTo(Expected.SUCCESS);
    assertThat(status(session)).isEqualTo("closed");
  }

  @Test
  void a_user_id_in_the_body_counts_before_the_tokens() {
    String named = live("ann", "rtm");
    String tokens = live("bob", "rtm");
    String token = bot.builder().token(Map.of("userIdentity", "bob", "sub", "bob"));
    assertThat(put(bot.path("session"), token, "{\"userId\":\"ann\"}").brief())
        .isEqualTo(Expected.SUCCESS);
    assertThat(List.of(status(named), status(tokens))).containsExactly("closed", "active");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"status\":\"inactive\"}",
        "{\"channel\":\"rtm\"}",
        "{\"userId\":null}"
      })
  void without_any_user_it_is_412_and_nothing_is_closed(String body) {
    String session = live("ann", "rtm");
    Answer answer = put(bot.path("session"), bot.builder().token(), body);
    assertThat(answer.status()).isEqualTo(412);
    assertThat(answer.message()).startsWith(Expected.INVALID_ARGUMENTS + ": userId");
    assertThat(status(session)).isEqualTo("active");
  }

  @Test
  void status_is_inactive_or_missing() {
    String session = live("ann", "rtm");
    for (Object other : List.of("active", "closed", "Inactive", "", 1, true, List.of("inactive"))) {
      Answer answer = bot.close(Map.of("userId", "ann", "status", other));
      assertThat(answer.status()).isEqualTo(412);
      assertThat(answer.message()).startsWith(Expected.INVALID_ARGUMENTS + ": status");
    }
    assertThat(status(session)).isEqualTo("active");
    assertThat(bot.close(Map.of("userId", "ann", "status", "inactive")).brief())
        .isEqualTo(Expected.SUCCESS);
    assertThat(status(session)).isEqualTo("closed");
  }

  @Test
  void a_channel_names_that_channels_session_alone() {
    String rtm = live("ann", "rtm");
    String sms = live("ann", "sms");
    assertThat(bot.close(Map.of("userId", "ann", "channel", "sms")).brief())
        .isEqualTo(Expected.SUCCESS);
    assertThat(List.of(status(rtm), status(sms))).containsExactly("active", "closed");
  }

  @Test
  void without_a_channel_every_channel_of_that_user_is_closed_and_of_no_other() {
    String rtm = live("ann", "rtm");
    String sms = live("ann", "sms");
    String other = live("ann2", "rtm");
    assertThat(bot.close(Map.of("userId", "ann")).brief()).isEqualTo(Expected.SUCCESS);
    assertThat(List.of(status(rtm), status(sms), status(other)))
        .containsExactly("closed", "closed", "active");
  }

  @Test
  void the_same_user_of_another_bot_stays() {
    TestBot other = bot.sibling();
    String session = other.recordOne(Event.userMessage("ann", "rtm", START));
    assertThat(bot.close(Map.of("userId", "ann")).brief()).isEqualTo(Expected.SUCCESS);
    assertThat(other.isActive(session)).isTrue();
  }

  @Test
  void a_session_id_closes_just_that_session() {
    String rtm = live("ann", "rtm");
    String sms = live("ann", "sms");
    assertThat(bot.close(Map.of("userId", "ann", "sessionId", sms)).brief())
        .isEqualTo(Expected.SUCCESS);
    assertThat(List.of(status(rtm), status(sms))).containsExactly("active", "closed");
  }

  @Test
  void a_session_id_alone_closes_just_that_session() {
    String rtm = live("ann", "rtm");
    String sms = live("ann", "sms");
    assertThat(bot.close(Map.of("sessionId", sms)).brief()).isEqualTo(Expected.SUCCESS);
    assertThat(List.of(status(rtm), status(sms))).containsExactly("active", "closed");
  }

  @Test
  void a_session_id_alone_closes_also_with_a_token_that_names_no_user() {
    String session = live("ann", "rtm");
    String nobodys = bot.builder().token(Map.of());
    assertThat(put(bot.path("session"), nobodys, "{}").status()).isEqualTo(412);
    assertThat(status(session)).isEqualTo("active");
    String body = Client.text(Map.of("sessionId", session));
    assertThat(put(bot.path("session"), nobodys, body).brief()).isEqualTo(Expected.SUCCESS);
    assertThat(status(session)).isEqualTo("closed");
  }

  @Test
  void a_session_id_of_another_user_channel_or_bot_closes_nothing() {
    String session = live("ann", "rtm");
    TestBot other = bot.sibling();
    String others = other.recordOne(Event.userMessage("ann", "rtm", START));
    assertThat(bot.close(Map.of("userId", "bob", "sessionId", session)).brief())
        .isEqualTo(Expected.SUCCESS);
    assertThat(bot.close(Map.of("userId", "ann", "channel", "sms", "sessionId", session)).brief())
        .isEqualTo(Expected.SUCCESS);
    assertThat(bot.close(Map.of("sessionId", others)).brief()).isEqualTo(Expected.SUCCESS);
    assertThat(bot.close(Map.of("userId", "ann", "sessionId", "0".repeat(24))).brief())
        .isEqualTo(Expected.SUCCESS);
    assertThat(status(session)).isEqualTo("active");
    assertThat(other.isActive(others)).isTrue();
  }

  @Test
  void a_session_id_of_a_closed_session_leaves_the_next_one_alone() {
    String first = live("ann", "rtm");
    bot.close(Map.of("userId", "ann"));
    String second = bot.recordOne(Event.userMessage("ann", "rtm", START.plusSeconds(60)));
    assertThat(second).isNotEqualTo(first);
    assertThat(bot.close(Map.of("userId", "ann", "sessionId", first)).brief())
        .isEqualTo(Expected.SUCCESS);
    assertThat(List.of(status(first), status(second))).containsExactly("closed", "active");
  }

  @Test
  void what_is_no_session_id_is_412() {
    for (Object id :
        List.of("", "x", "0".repeat(23), "0".repeat(25), "g".repeat(24), 1, List.of())) {
      Answer answer = bot.close(Map.of("userId", "ann", "sessionId", id));
      assertThat(answer.status()).isEqualTo(412);
      assertThat(answer.message()).startsWith(Expected.INVALID_ARGUMENTS + ": sessionId");
    }
  }

  @Test
  void closing_what_is_not_live_succeeds_and_changes_nothing() {
    assertThat(bot.close(Map.of("userId", "nobody")).brief()).isEqualTo(Expected.SUCCESS);
    String session = live("ann", "rtm");
    assertThat(bot.close(Map.of("userId", "ann")).brief()).isEqualTo(Expected.SUCCESS);
    JsonNode closed = bot.session(session);
    assertThat(bot.close(Map.of("userId", "ann")).brief()).isEqualTo(Expected.SUCCESS);
    assertThat(bot.session(session)).isEqualTo(closed);
    assertThat(bot.history(Map.of()).json().path("total").asInt()).isEqualTo(1);
  }

  @Test
  void what_was_answered_is_durable() {
    for (int round = 0; round < 20; round++) {
      String session = bot.recordOne(Event.userMessage("ann", "rtm", START.plusSeconds(round)));
      assertThat(bot.close(Map.of("userId", "ann")).brief()).isEqualTo(Expected.SUCCESS);
      assertThat(status(session)).isEqualTo("closed");
      assertThat(bot.history(Map.of()).json().path("total").asInt()).isEqualTo(round + 1);
    }
  }

  @Test
  void the_next_event_starts_a_new_session() {
    String first = live("ann", "rtm");
    bot.close(Map.of("userId", "ann"));
    String second = bot.recordOne(Event.userMessage("ann", "rtm", START.plusSeconds(1)));
    assertThat(second).isNotEqualTo(first);
    assertThat(bot.session(second).path("start_time").asText())
        .isEqualTo(START.plusSeconds(1).toString());
  }

  @Test
  void closing_does_not_move_the_end_time() {
    String session = live("ann", "rtm");
    bot.record(Event.botMessage("ann", "rtm", START.plusSeconds(7)));
    bot.close(Map.of("userId", "ann"));
    JsonNode closed = bot.session(session);
    assertThat(Instant.parse(closed.path("end_time").asText())).isEqualTo(START.plusSeconds(7));
    assertThat(closed.path("noOfMessagesExchanged").asInt()).isEqualTo(2);
    assertThat(closed.path("containmentType").asText()).isEqualTo("selfService");
  }

  @Test
  void a_user_who_got_no_answer_has_dropped_off() {
    String session = live("ann", "rtm");
    assertThat(bot.session(session).path("containmentType").asText()).isEqualTo("selfService");
    bot.close(Map.of("userId", "ann"));
    assertThat(bot.session(session).path("containmentType").asText()).isEqualTo("dropOff");
  }

  @Test
  void a_post_with_x_http_method_override_closes() {
    String session = live("ann", "rtm");
    Answer answer =
        bot.client()
            .send(
                "POST",
                bot.path("session"),
                "{\"userId\":\"ann\"}",
                "auth",
                bot.builder().token(),
                "X-HTTP-Method-Override",
                "put");
    assertThat(answer.brief()).isEqualTo(Expected.SUCCESS);
    assertThat(status(session)).isEqualTo("closed");
  }

  @Test
  void an_admin_app_closes_nothing() {
    String session = live("ann", "rtm");
    assertThat(put(bot.path("session"), bot.admin().token(), "{\"userId\":\"ann\"}").brief())
        .isEqualTo(Expected.PERMISSION_DENIED);
    assertThat(
            put(bot.path("session"), bot.newApp(Scope.READ).token(), "{\"userId\":\"ann\"}")
                .brief())
        .isEqualTo(Expected.PERMISSION_DENIED);
    assertThat(status(session)).isEqualTo("active");
  }

  @Test
  void many_at_once_close_a_session_once_and_all_succeed() {
    for (int round = 0; round < 5; round++) {
      String session = bot.recordOne(Event.userMessage("ann", "rtm", START.plusSeconds(round)));
      List<String> answers =
          java.util.stream.IntStream.range(0, 8)
              .parallel()
              .mapToObj(i -> bot.close(Map.of("userId", "ann")).brief())
              .toList();
      assertThat(answers).containsOnly(Expected.SUCCESS);
      assertThat(status(session)).isEqualTo("closed");
    }
  }
}

package org.conversationsessions.acceptance;

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
  void bothDocumentedPathsAndTheirAliasesClose(String path) {
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
  void userIdsOfEverySortAreClosed() {
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
  void withoutAUserIdTheTokensUserIdentityCounts() {
    String mine = live("ann", "rtm");
    String subs = live("bob", "rtm");
    String token = bot.builder().token(Map.of("userIdentity", "ann", "sub", "bob"));
    assertThat(put(bot.path("session"), token, "{}").brief()).isEqualTo(Expected.SUCCESS);
    assertThat(List.of(status(mine), status(subs))).containsExactly("closed", "active");
  }

  @Test
  void withoutAUserIdentityTheTokensSubCounts() {
    String session = live("bob", "rtm");
    String token = bot.builder().token(Map.of("sub", "bob"));
    assertThat(put(bot.path("session"), token, "").brief()).isEqualTo(Expected.SUCCESS);
    assertThat(status(session)).isEqualTo("closed");
  }

  @Test
  void aUserIdInTheBodyCountsBeforeTheTokens() {
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
  void withoutAnyUserItIs412AndNothingIsClosed(String body) {
    String session = live("ann", "rtm");
    Answer answer = put(bot.path("session"), bot.builder().token(), body);
    assertThat(answer.status()).isEqualTo(412);
    assertThat(answer.message()).startsWith(Expected.INVALID_ARGUMENTS + ": userId");
    assertThat(status(session)).isEqualTo("active");
  }

  @Test
  void statusIsInactiveOrMissing() {
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
  void aChannelNamesThatChannelsSessionAlone() {
    String rtm = live("ann", "rtm");
    String sms = live("ann", "sms");
    assertThat(bot.close(Map.of("userId", "ann", "channel", "sms")).brief())
        .isEqualTo(Expected.SUCCESS);
    assertThat(List.of(status(rtm), status(sms))).containsExactly("active", "closed");
  }

  @Test
  void withoutAChannelEveryChannelOfThatUserIsClosedAndOfNoOther() {
    String rtm = live("ann", "rtm");
    String sms = live("ann", "sms");
    String other = live("ann2", "rtm");
    assertThat(bot.close(Map.of("userId", "ann")).brief()).isEqualTo(Expected.SUCCESS);
    assertThat(List.of(status(rtm), status(sms), status(other)))
        .containsExactly("closed", "closed", "active");
  }

  @Test
  void theSameUserOfAnotherBotStays() {
    TestBot other = bot.sibling();
    String session = other.recordOne(Event.userMessage("ann", "rtm", START));
    assertThat(bot.close(Map.of("userId", "ann")).brief()).isEqualTo(Expected.SUCCESS);
    assertThat(other.isActive(session)).isTrue();
  }

  @Test
  void aSessionIdClosesJustThatSession() {
    String rtm = live("ann", "rtm");
    String sms = live("ann", "sms");
    assertThat(bot.close(Map.of("userId", "ann", "sessionId", sms)).brief())
        .isEqualTo(Expected.SUCCESS);
    assertThat(List.of(status(rtm), status(sms))).containsExactly("active", "closed");
  }

  @Test
  void aSessionIdAloneClosesJustThatSession() {
    String rtm = live("ann", "rtm");
    String sms = live("ann", "sms");
    assertThat(bot.close(Map.of("sessionId", sms)).brief()).isEqualTo(Expected.SUCCESS);
    assertThat(List.of(status(rtm), status(sms))).containsExactly("active", "closed");
  }

  @Test
  void aSessionIdIsEnoughToCloseEvenWithATokenThatNamesNoUser() {
    String session = live("ann", "rtm");
    String nobodys = bot.builder().token(Map.of());
    assertThat(put(bot.path("session"), nobodys, "{}").status()).isEqualTo(412);
    assertThat(status(session)).isEqualTo("active");
    String body = Client.text(Map.of("sessionId", session));
    assertThat(put(bot.path("session"), nobodys, body).brief()).isEqualTo(Expected.SUCCESS);
    assertThat(status(session)).isEqualTo("closed");
  }

  @Test
  void aSessionIdOfAnotherUserChannelOrBotClosesNothing() {
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
  void aSessionIdOfAClosedSessionLeavesTheNextOneAlone() {
    String first = live("ann", "rtm");
    bot.close(Map.of("userId", "ann"));
    String second = bot.recordOne(Event.userMessage("ann", "rtm", START.plusSeconds(60)));
    assertThat(second).isNotEqualTo(first);
    assertThat(bot.close(Map.of("userId", "ann", "sessionId", first)).brief())
        .isEqualTo(Expected.SUCCESS);
    assertThat(List.of(status(first), status(second))).containsExactly("closed", "active");
  }

  @Test
  void whatIsNoSessionIdIs412() {
    for (Object id :
        List.of("", "x", "0".repeat(23), "0".repeat(25), "g".repeat(24), 1, List.of())) {
      Answer answer = bot.close(Map.of("userId", "ann", "sessionId", id));
      assertThat(answer.status()).isEqualTo(412);
      assertThat(answer.message()).startsWith(Expected.INVALID_ARGUMENTS + ": sessionId");
    }
  }

  @Test
  void closingWhatIsNotLiveSucceedsAndChangesNothing() {
    assertThat(bot.close(Map.of("userId", "nobody")).brief()).isEqualTo(Expected.SUCCESS);
    String session = live("ann", "rtm");
    assertThat(bot.close(Map.of("userId", "ann")).brief()).isEqualTo(Expected.SUCCESS);
    JsonNode closed = bot.session(session);
    assertThat(bot.close(Map.of("userId", "ann")).brief()).isEqualTo(Expected.SUCCESS);
    assertThat(bot.session(session)).isEqualTo(closed);
    assertThat(bot.history(Map.of()).json().path("total").asInt()).isEqualTo(1);
  }

  @Test
  void whatWasAnsweredIsDurable() {
    for (int round = 0; round < 20; round++) {
      String session = bot.recordOne(Event.userMessage("ann", "rtm", START.plusSeconds(round)));
      assertThat(bot.close(Map.of("userId", "ann")).brief()).isEqualTo(Expected.SUCCESS);
      assertThat(status(session)).isEqualTo("closed");
      assertThat(bot.history(Map.of()).json().path("total").asInt()).isEqualTo(round + 1);
    }
  }

  @Test
  void theNextEventStartsANewSession() {
    String first = live("ann", "rtm");
    bot.close(Map.of("userId", "ann"));
    String second = bot.recordOne(Event.userMessage("ann", "rtm", START.plusSeconds(1)));
    assertThat(second).isNotEqualTo(first);
    assertThat(bot.session(second).path("start_time").asText())
        .isEqualTo(START.plusSeconds(1).toString());
  }

  @Test
  void closingDoesNotMoveTheEndTime() {
    String session = live("ann", "rtm");
    bot.record(Event.botMessage("ann", "rtm", START.plusSeconds(7)));
    bot.close(Map.of("userId", "ann"));
    JsonNode closed = bot.session(session);
    assertThat(Instant.parse(closed.path("end_time").asText())).isEqualTo(START.plusSeconds(7));
    assertThat(closed.path("noOfMessagesExchanged").asInt()).isEqualTo(2);
    assertThat(closed.path("containmentType").asText()).isEqualTo("selfService");
  }

  @Test
  void aUserWhoGotNoAnswerHasDroppedOff() {
    String session = live("ann", "rtm");
    assertThat(bot.session(session).path("containmentType").asText()).isEqualTo("selfService");
    bot.close(Map.of("userId", "ann"));
    assertThat(bot.session(session).path("containmentType").asText()).isEqualTo("dropOff");
  }

  @Test
  void aPostWithXHttpMethodOverrideCloses() {
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
  void anAdminAppClosesNothing() {
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
  void manyAtOnceCloseASessionOnceAndAllSucceed() {
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

package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.conversationsessions.domain.registry.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens, bots and scopes, and their order (contract, section 3, rows 2 to 4). */
class AccessErrorsIT extends ErrorsAcceptance {
  @ParameterizedTest
  @MethodSource("routes")
  void everyKnownPathAsksForATokenFirst(String path, List<String> allowed) {
    String unknown = path.replace("{}", "st-unknown");
    for (String method : allowed) {
      Answer none = bot.client().send(method, unknown, "no JSON");
      assertThat(none.brief()).isEqualTo(Expected.INVALID_CREDENTIALS);
      assertForm(none);
      assertThat(call(method, unknown, token() + "A", "no JSON").brief())
          .isEqualTo(Expected.INVALID_CREDENTIALS);
      assertThat(call(method, unknown, "abc", "no JSON").brief()).isEqualTo(Expected.INVALID_TOKEN);
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aBuilderAppReachesItsOwnBotsAndNoOthers(String path, List<String> allowed) {
    if (!path.contains("{}")) {
      return;
    }
    for (TestBot other : List.of(bot.sibling(), TestBot.create())) {
      for (String method : allowed) {
        for (String id :
            List.of(other.id().value(), "st-unknown", "x", "st-", "%20", bot.id() + "%23")) {
          assertThat(call(method, path.replace("{}", id), token(), "no JSON").brief())
              .as("%s %s", method, id)
              .isEqualTo(Expected.INVALID_CREDENTIALS);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void anAdminAppReachesTheBotsOfItsAccountAndNoOthers(String path, List<String> allowed) {
    if (!path.contains("{}")) {
      return;
    }
    TestBot other = TestBot.create();
    for (String method : allowed) {
      for (String id : List.of(other.id().value(), "st-unknown", "x", "%F0%9F%99%82")) {
        assertThat(call(method, path.replace("{}", id), bot.admin().token(), "no JSON").brief())
            .isEqualTo(Expected.INVALID_STREAM);
      }
    }
  }

  @Test
  void anAppIsRefusedTheBotBeforeItIsRefusedTheScope() {
    TestApp none = bot.newApp();
    assertThat(call("POST", "/api/public/bot/st-unknown/getSessions", none.token(), "{}").brief())
        .isEqualTo(Expected.INVALID_CREDENTIALS);
    // An admin app may never close: the bot is looked at first all the same.
    assertThat(call("PUT", "/api/public/bot/st-unknown/session", bot.admin().token(), "").brief())
        .isEqualTo(Expected.INVALID_STREAM);
  }

  @Test
  void theScopeIsLookedAtBeforeTheBody() {
    TestApp none = bot.newApp();
    String large = "x".repeat(MEBIBYTE + 1);
    for (String body : List.of("", "no JSON", "[]", "{\"userId\":1}", large)) {
      assertThat(call("POST", bot.path("getSessions"), none.token(), body).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
      assertThat(call("PUT", bot.path("session"), none.token(), body).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
      assertThat(call("POST", bot.path("activity"), none.token(), body).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
      assertThat(call("PUT", bot.path("manageSessions"), none.token(), body).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
      assertThat(call("POST", bot.path("publish"), none.token(), body).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
      assertThat(call("PUT", bot.path("sessionState"), none.token(), body).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
      assertThat(call("POST", bot.path("getMessagesV2"), none.token(), body).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
      assertThat(call("POST", bot.path("getBillingSessionsDetails"), none.token(), body).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
      assertThat(call("POST", bot.path("getSessionMetrics"), none.token(), body).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
      assertThat(call("POST", bot.path("import"), none.token(), body).brief())
          .isEqualTo(Expected.PERMISSION_DENIED);
    }
    assertThat(
            call(
                    "POST",
                    bot.path("getSessions") + "?containmentType=x",
                    bot.newApp(Scope.WRITE).token(),
                    "")
                .brief())
        .isEqualTo(Expected.PERMISSION_DENIED);
  }
}

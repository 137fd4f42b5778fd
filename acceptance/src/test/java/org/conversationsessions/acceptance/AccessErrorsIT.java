package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens, bots and scopes, and their order (contract, section 3, rows 2 to 4). */
class AccessErrorsIT extends ErrorsAcceptance {
  private final Map<Map.Entry<AppKind, Set<Scope>>, TestApp> apps = new HashMap<>();

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

  @ParameterizedTest
  @MethodSource("calls")
  void aCallNeedsOneOfItsScopesAndAnAppOfItsKind(DocumentedCall call) {
    for (AppKind kind : AppKind.values()) {
      Set<Scope> others = new HashSet<>(Scope.allOf(kind));
      others.removeAll(call.scopes());
      if (call.scopes().isEmpty()) {
        assertAllowed(call, app(kind, Set.of()));
      } else {
        assertDenied(call, app(kind, others), "");
      }
      for (Scope scope : call.scopes()) {
        if (call.apps().contains(kind)) {
          assertAllowed(call, app(kind, Set.of(scope)));
        } else {
          assertDenied(call, app(kind, Scope.allOf(kind)), "");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void theScopeIsLookedAtBeforeTheBody(DocumentedCall call) {
    if (call.scopes().isEmpty()) {
      return;
    }
    String large = "x".repeat(MEBIBYTE + 1);
    for (String body : List.of("no JSON", "[]", "{\"userId\":1}", large)) {
      assertDenied(call, app(call.apps().iterator().next(), Set.of()), body);
    }
  }

  @Test
  void theScopeIsLookedAtBeforeTheQuery() {
    assertThat(
            call(
                    "POST",
                    bot.path("getSessions") + "?containmentType=x",
                    bot.newApp(Scope.WRITE).token(),
                    "")
                .brief())
        .isEqualTo(Expected.PERMISSION_DENIED);
  }

  static Stream<DocumentedCall> calls() {
    return DocumentedCall.onOnePath();
  }

  /** Without a body some calls are refused for that, which comes after the scope. */
  private void assertAllowed(DocumentedCall call, TestApp app) {
    assertThat(call(call, app, "").status())
        .as(app.app().kind() + " with " + app.app().scopes())
        .isIn(200, 400, 412);
  }

  private void assertDenied(DocumentedCall call, TestApp app, String body) {
    assertThat(call(call, app, body).brief())
        .as(app.app().kind() + " with " + app.app().scopes())
        .isEqualTo(Expected.PERMISSION_DENIED);
  }

  private Answer call(DocumentedCall call, TestApp app, String body) {
    String path = call.paths(bot.id().value()).getFirst();
    return call(call.method(), path, app.token(), body);
  }

  private TestApp app(AppKind kind, Set<Scope> scopes) {
    return apps.computeIfAbsent(
        Map.entry(kind, scopes),
        _ ->
            kind == AppKind.ADMIN
                ? TestApp.admin(bot.client().service().registry(), bot.account(), scopes)
                : bot.newApp(scopes.toArray(Scope[]::new)));
  }
}

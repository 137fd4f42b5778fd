package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.conversationsessions.admin.registry.RegistryAdmin;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.local.runner.demo.Credentials;
import org.conversationsessions.local.runner.demo.DemoToken;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 13: GET /api/public/self")
class SelfAcceptanceIT {
  private static final String PATH = "/api/public/self";

  private final TestBot bot = TestBot.create();
  private final RegistryAdmin registry = RunningService.get().registry();

  @Test
  void aBuilderAppIsToldItsAccountScopesAndBots() {
    registry.nameBot(bot.id(), "Parcels \u00e9 \"1\"");
    TestApp app = bot.newApp(Scope.READ, Scope.READ_MESSAGES);

    Answer self = self(app.token());

    assertThat(self.brief())
        .isEqualTo(
            "200 {\"appId\":\"%s\",\"account\":\"%s\",\"kind\":\"builder\",\"scopes\":%s,\"bots\":%s}"
                .formatted(
                    app.app().appId(),
                    bot.account(),
                    "[\"bot_sessions:read\",\"chat_history:read\"]",
                    "[{\"botId\":\"%s\",\"name\":\"Parcels \u00e9 \\\"1\\\"\"}]"
                        .formatted(bot.id())));
  }

  @Test
  void anAdminAppIsToldAllBotsOfItsAccountByPostToo() {
    TestBot sibling = bot.sibling();

    Answer self =
        bot.client()
            .send("POST", PATH, "", "auth", bot.admin().token(), "x-http-method-override", "get");

    assertThat(self.json().path("kind").asText()).isEqualTo("admin");
    assertThat(self.json().path("bots"))
        .extracting(each -> each.path("botId").asText())
        .containsExactlyInAnyOrder(bot.id().value(), sibling.id().value());
    assertThat(self.json().at("/bots/0/name").isNull()).isTrue();
    assertThat(self.text()).isEqualTo(self(bot.admin().token()).text());
  }

  @Test
  void aChangeOfScopesShowsAtOnce() {
    TestApp app = bot.newApp();
    assertThat(self(app.token()).json().path("scopes")).isEmpty();

    registry.changeApp(
        app.app().appId(),
        known ->
            new App(
                known.appId(),
                known.account(),
                known.kind(),
                known.bots(),
                Set.of(Scope.WRITE),
                known.keys()));

    // What was read is known for 200 ms.
    assertThat(
            Stream.generate(() -> self(app.token()).json().path("scopes"))
                .limit(2000)
                .anyMatch(scopes -> scopes.toString().equals("[\"bot_sessions:write\"]")))
        .isTrue();
  }

  @Test
  void theTokenInTheLinkOfTheLocalServiceIsADemoAppsUntilItExpires() {
    Credentials.Client demo = RunningService.account().apps().getFirst();

    Answer self = self(DemoToken.of(demo, Instant.now().plusSeconds(900)));

    assertThat(self.json().path("appId").asText()).isEqualTo(demo.appId());
    assertThat(self.json().path("bots"))
        .extracting(each -> each.path("name").asText())
        .containsExactlyInAnyOrder("Demo bot 1", "Demo bot 2");
    assertThat(self(DemoToken.of(demo, Instant.now().minusSeconds(900))).brief())
        .isEqualTo(Expected.INVALID_CREDENTIALS);
  }

  @Test
  void withoutATokenNobodyIsToldAnything() {
    assertThat(bot.client().send("GET", PATH, "").brief()).isEqualTo(Expected.INVALID_CREDENTIALS);
    assertThat(self("abc").brief()).isEqualTo(Expected.INVALID_TOKEN);
    assertThat(self(bot.builder().token() + "A").brief()).isEqualTo(Expected.INVALID_CREDENTIALS);
  }

  private Answer self(String token) {
    return bot.client().call("GET", PATH, token, "");
  }
}

package org.conversationsessions.functions.getsessionmetrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.api.http.TestClient;
import org.conversationsessions.api.http.TestClient.Response;
import org.conversationsessions.application.history.InMemorySessionHistory;
import org.conversationsessions.application.metric.InMemorySessionMetrics;
import org.conversationsessions.application.registry.InMemoryAccountOperators;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.settings.BotSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 13: who the token is")
class SelfEndpointTest {
  private static final Clock CLOCK = Clock.fixed(TestClient.NOW, ZoneOffset.UTC);

  private final TestClient client = new TestClient();

  @Test
  void aBuilderAppSeesItsBotsWithTheirNames() throws IOException {
    client
        .registry()
        .put(
            new Bot(
                TestClient.BOT,
                "account",
                BotSettings.DEFAULT,
                Sharding.ONE,
                Optional.of("Parcels")));

    assertThat(self("cs-reader").brief())
        .isEqualTo(
            "200 {\"appId\":\"cs-reader\",\"account\":\"account\",\"kind\":\"builder\","
                + "\"scopes\":[\"bot_sessions:read\"],"
                + "\"bots\":[{\"botId\":\"st-1\",\"name\":\"Parcels\"}]}");
  }

  @Test
  void anAdminAppSeesAllBotsOfItsAccountAndOfNoOther() throws IOException {
    assertThat(self("cs-admin").text())
        .contains("\"kind\":\"admin\"")
        .endsWith(
            "\"bots\":[{\"botId\":\"st-1\",\"name\":null},{\"botId\":\"st-2\",\"name\":null}]}");
  }

  @Test
  void botsAreInTheOrderOfTheirIdentifiersAndWithoutRemovedOnes() throws IOException {
    put("cs-mapped", Set.of(), Set.of(TestClient.SIBLING, TestClient.BOT, new BotId("st-gone")));

    assertThat(self("cs-mapped").text())
        .contains("\"scopes\":[]")
        .endsWith(
            "\"bots\":[{\"botId\":\"st-1\",\"name\":null},{\"botId\":\"st-2\",\"name\":null}]}");
  }

  @Test
  void itNeedsATokenAndNothingElse() throws IOException {
    assertThat(self("").brief())
        .isEqualTo("401 {\"errors\":[{\"msg\":\"Invalid SDK credentials\",\"code\":4002}]}");
    assertThat(self("cs-nobody").status()).isEqualTo(401);
    put("cs-without", Set.of(), Set.of());
    assertThat(self("cs-without").status()).isEqualTo(200);
  }

  @Test
  void itCountsWithTheAccount() throws IOException {
    GetSessionMetricsHandler handler = handler(new RateLimit(1, 0));

    assertThat(self(handler, "cs-builder", "GET").status()).isEqualTo(200);
    assertThat(self(handler, "cs-admin", "GET").status()).isEqualTo(429);
  }

  @Test
  void otherMethodsAreNotAllowed() throws IOException {
    for (String method : List.of("POST", "PUT")) {
      Response response = self(handler(RateLimit.NONE), "cs-builder", method);
      assertThat(response.status()).isEqualTo(405);
      assertThat(response.headers()).containsEntry("allow", "GET");
    }
  }

  private void put(String id, Set<Scope> scopes, Set<BotId> bots) {
    App builder = client.registry().app("cs-builder").orElseThrow();
    client.registry().put(new App(id, "account", AppKind.BUILDER, bots, scopes, builder.keys()));
  }

  private Response self(String app) throws IOException {
    return self(handler(RateLimit.NONE), app, "GET");
  }

  private Response self(GetSessionMetricsHandler handler, String app, String method)
      throws IOException {
    return client.call(handler, app, method, "/api/public/self", Map.of(), Map.of(), "");
  }

  private GetSessionMetricsHandler handler(RateLimit limit) {
    Duration retention = Duration.ofDays(90);
    return new GetSessionMetricsHandler(
        new GetSessionMetricsHandler.MetricsEndpoint(
            client.access(limit),
            client.registry(),
            new InMemorySessionMetrics(
                new InMemorySessionHistory(List::of, retention, CLOCK), retention, CLOCK),
            CLOCK),
        new InMemoryAccountOperators());
  }
}

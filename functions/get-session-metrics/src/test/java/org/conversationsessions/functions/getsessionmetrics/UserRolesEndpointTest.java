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
import org.conversationsessions.domain.registry.AccountOperator;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.BotRole;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.settings.BotSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("contract, section 19: GET /api/public/alluserroles")
class UserRolesEndpointTest {
  private static final Clock CLOCK = Clock.fixed(TestClient.NOW, ZoneOffset.UTC);
  private static final AccountOperator ADA =
      new AccountOperator(
          "ada@example.com",
          "org-7",
          true,
          Map.of(
              TestClient.SIBLING,
              BotRole.TESTER,
              TestClient.BOT,
              BotRole.OWNER,
              TestClient.FOREIGN,
              BotRole.OWNER,
              new BotId("st-gone"),
              BotRole.OWNER));
  private static final AccountOperator BOB =
      new AccountOperator("bob@example.com", "bob@example.com", false, Map.of());

  private final TestClient client = new TestClient();
  private final InMemoryAccountOperators operators = new InMemoryAccountOperators();

  @Test
  void withoutOperatorsThePageIsEmpty() throws IOException {
    operators.add("foreign", ADA);

    assertThat(roles(Map.of()).brief())
        .isEqualTo("200 {\"total\":0,\"availableMore\":false,\"users\":[]}");
  }

  @Test
  void operatorsHaveTheirRolesWithTheAccountsRegisteredBots() throws IOException {
    client
        .registry()
        .put(
            new Bot(
                TestClient.BOT,
                "account",
                BotSettings.DEFAULT,
                Sharding.ONE,
                Optional.of("Parcels")));
    operators.add("account", BOB).add("account", ADA);

    assertThat(roles(Map.of()).text())
        .isEqualTo(
            """
            {"total":2,"availableMore":false,"users":[\
            {"username":"ada@example.com","orgUserId":"org-7","accountId":"account",\
            "isDeveloper":true,"canCreateBot":true,"userId":"%s","btRoles":[\
            {"roleId":"65f0c1a2b3d4e5f607182931","roleName":"App Owner","groups":[],\
            "botId":"st-1","botName":"Parcels"},\
            {"roleId":"65f0c1a2b3d4e5f607182933","roleName":"App Tester","groups":[],\
            "botId":"st-2","botName":"st-2"}],\
            "adminRoles":[{"roleId":"65f0c1a2b3d4e5f607182930","roleName":"Master Admin"}]},\
            {"username":"bob@example.com","orgUserId":"bob@example.com","accountId":"account",\
            "isDeveloper":false,"canCreateBot":false,"userId":"%s","btRoles":[],"adminRoles":[]}]}\
            """
                .formatted(ADA.userId("account"), BOB.userId("account")));
  }

  @Test
  void pagesAreCutByLimitAndSkip() throws IOException {
    for (int i = 0; i < 120; i++) {
      operators.add(
          "account",
          new AccountOperator("user-%03d@example.com".formatted(i), "1", false, Map.of()));
    }

    assertPage(Map.of(), 0, 50, true);
    assertPage(Map.of("limit", "2"), 0, 2, true);
    assertPage(Map.of("limit", "1000"), 0, 100, true);
    assertPage(Map.of("limit", "100", "skip", "20"), 20, 100, false);
    assertPage(Map.of("limit", "100", "offset", "119"), 119, 1, false);
    assertThat(roles(Map.of("skip", String.valueOf(Long.MAX_VALUE))).text())
        .isEqualTo("{\"total\":120,\"availableMore\":false,\"users\":[]}");
  }

  private void assertPage(Map<String, String> query, int first, int size, boolean more)
      throws IOException {
    String text = roles(query).text();
    assertThat(text)
        .startsWith("{\"total\":120,\"availableMore\":" + more + ",")
        .contains("[{\"username\":\"user-%03d@example.com\"".formatted(first));
    assertThat(text.split("\"username\"", -1)).hasSize(size + 1);
  }

  @ParameterizedTest
  @CsvSource({"limit,0", "limit,x", "skip,-1", "offset,1.5"})
  void aNumberOutOfRangeIsRefusedByItsName(String name, String value) throws IOException {
    Response response = roles(Map.of(name, value));

    assertThat(response.status()).isEqualTo(412);
    assertThat(response.text()).contains("arguments: " + name + ": must be an integer");
  }

  @Test
  void onlyAdminAppsWithTheScopeAreAnswered() throws IOException {
    String denied =
        "401 {\"errors\":[{\"msg\":\"Permission denied. Scope is incorrect!\",\"code\":4002}]}";
    App admin = client.registry().app("cs-admin").orElseThrow();
    client
        .registry()
        .put(
            new App(
                "cs-without",
                "account",
                AppKind.ADMIN,
                Set.of(),
                Set.of(Scope.READ, Scope.ERASE_USER_DATA),
                admin.keys()));

    assertThat(roles("cs-without", "GET").brief()).isEqualTo(denied);
    assertThat(roles("cs-builder", "GET").brief()).isEqualTo(denied);
    assertThat(roles("", "GET").brief())
        .isEqualTo("401 {\"errors\":[{\"msg\":\"Invalid SDK credentials\",\"code\":4002}]}");
  }

  @Test
  void itCountsWithTheAccount() throws IOException {
    GetSessionMetricsHandler handler = handler(new RateLimit(1, 0));

    assertThat(roles(handler, "cs-admin", "GET", Map.of()).status()).isEqualTo(200);
    assertThat(roles(handler, "cs-admin", "GET", Map.of()).status()).isEqualTo(429);
  }

  @Test
  void otherMethodsAreNotAllowed() throws IOException {
    Response response = roles("cs-admin", "POST");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers()).containsEntry("allow", "GET");
  }

  private Response roles(Map<String, String> query) throws IOException {
    return roles(handler(RateLimit.NONE), "cs-admin", "GET", query);
  }

  private Response roles(String app, String method) throws IOException {
    return roles(handler(RateLimit.NONE), app, method, Map.of());
  }

  private Response roles(
      GetSessionMetricsHandler handler, String app, String method, Map<String, String> query)
      throws IOException {
    return client.call(handler, app, method, UserRolesEndpoint.PATH, Map.of(), query, "");
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
        operators);
  }
}

package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.conversationsessions.domain.registry.Scope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The history of all bots of an account, for admin apps (contract, section 5). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountHistoryAcceptanceIT {
  private final TestBot first = TestBot.create();
  private final List<TestBot> bots = List.of(first, first.sibling(), first.sibling());
  private final List<String> newestFirst = new ArrayList<>();

  /** Thirty sessions over four days, one bot after the other in turn; every tenth with an agent. */
  @BeforeAll
  void record() {
    bots.getFirst().sibling(); // A bot without sessions disturbs nobody.
    TestBot.create().record(Scene.user(Duration.ZERO)); // Nor does another account.
    for (int i = 0; i < 30; i++) {
      TestBot bot = bots.get(i % 3);
      Duration at = Duration.ofHours(3L * i);
      newestFirst.addFirst(bot.recordOne(Scene.user(at).with("userId", "u-" + i % 4)));
      if (i % 10 == 0) {
        bot.record(Scene.event("agentTransfer", at).with("userId", "u-" + i % 4));
      }
    }
  }

  @Test
  void theSessionsOfAllBotsComeInOneOrder() {
    JsonNode all = ask("", Map.of());
    assertThat(all.findValuesAsText("sessionId")).isEqualTo(newestFirst);
    assertThat(all.path("total").asInt()).isEqualTo(30);
    assertThat(all.findValuesAsText("botId").subList(0, 3))
        .containsExactly(
            bots.get(2).id().value(), bots.get(1).id().value(), bots.get(0).id().value());
  }

  @Test
  void pagesBySkipTogetherAreTheWhole() {
    List<String> seen = new ArrayList<>();
    for (int skip = 0; skip < 30; skip += 7) {
      JsonNode page = ask("", Map.of("skip", skip, "limit", 7));
      assertThat(page.path("total").asInt()).isEqualTo(30);
      assertThat(page.path("moreAvailable").asBoolean()).isEqualTo(skip + 7 < 30);
      seen.addAll(page.findValuesAsText("sessionId"));
    }
    assertThat(seen).isEqualTo(newestFirst);
  }

  @Test
  void pagesByCursorTogetherAreTheWhole() {
    List<String> seen = new ArrayList<>();
    JsonNode page = ask("", Map.of("limit", 7));
    seen.addAll(page.findValuesAsText("sessionId"));
    while (!page.path("next").isNull()) {
      page = ask("", Map.of("limit", 7, "cursor", page.path("next").asText()));
      assertThat(page.path("total").asInt()).isEqualTo(30);
      seen.addAll(page.findValuesAsText("sessionId"));
    }
    assertThat(seen).isEqualTo(newestFirst);
  }

  @Test
  void filtersHoldOverAllBots() {
    assertThat(ask("?containmentType=agent", Map.of()).path("total").asInt()).isEqualTo(3);
    assertThat(ask("?containmentType=agent", Map.of()).findValuesAsText("sessionId"))
        .containsExactly(newestFirst.get(9), newestFirst.get(19), newestFirst.get(29));
    JsonNode ofUser = ask("", Map.of("userId", "u-1"));
    assertThat(ofUser.path("total").asInt()).isEqualTo(8);
    assertThat(ofUser.findValuesAsText("userId")).containsOnly("u-1");
    assertThat(ask("", Map.of("sessionType", "non-interactive")).path("total").asInt()).isZero();
  }

  @Test
  void identifiersAreFoundInAnyOfTheBots() {
    List<String> some = List.of(newestFirst.get(5), newestFirst.get(0), newestFirst.get(7), "x");
    JsonNode found = ask("", Map.of("sessionId", some));
    assertThat(found.findValuesAsText("sessionId"))
        .containsExactly(newestFirst.get(0), newestFirst.get(5), newestFirst.get(7));
    assertThat(found.path("invalidSessions")).hasToString("[\"x\"]");
  }

  @Test
  void anAdminAppMayAskForOneBotToo() {
    Answer one =
        first
            .client()
            .call(
                "POST",
                bots.get(1).path("getSessions"),
                first.admin().token(),
                Client.text(Map.of("dateFrom", "2024-03-05", "dateTo", "2024-03-09")));
    assertThat(one.json().path("total").asInt()).isEqualTo(10);
    assertThat(one.json().findValuesAsText("botId")).containsOnly(bots.get(1).id().value());
  }

  @Test
  void anAccountWithoutBotsHasAnEmptyHistory() {
    String account = "account-" + UUID.randomUUID();
    first.client().service().registry().registerAccount(account);
    TestApp admin = TestApp.admin(first.client().service().registry(), account, Set.of(Scope.READ));
    assertThat(first.client().call("POST", "/api/public/getSessions", admin.token(), "").brief())
        .isEqualTo("200 {\"total\":0,\"moreAvailable\":false,\"sessions\":[],\"next\":null}");
  }

  private JsonNode ask(String query, Map<String, ?> fields) {
    Map<String, Object> body = new HashMap<>(fields);
    body.put("dateFrom", "2024-03-05");
    body.put("dateTo", "2024-03-09");
    Answer answer =
        first
            .client()
            .call(
                "POST",
                "/api/public/getSessions" + query,
                first.admin().token(),
                Client.text(body));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }
}

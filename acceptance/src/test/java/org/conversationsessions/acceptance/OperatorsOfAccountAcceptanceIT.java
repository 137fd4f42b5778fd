package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.conversationsessions.admin.registry.AccountOperatorAdmin;
import org.conversationsessions.domain.registry.AccountOperator;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.BotRole;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, sections 15 and 19: operators of an account")
class OperatorsOfAccountAcceptanceIT {
  private final TestBot bot = TestBot.create();
  private final AccountOperatorAdmin operators =
      new AccountOperatorAdmin(
          Tables.of(RunningService.get()).dynamo(),
          org.conversationsessions.store.client.Tables.ofRegistry(Tables.REGISTRY));

  @Test
  void operatorsAreListedWithTheirRolesAsLongAsTheyAreRegistered() {
    assertThat(roles("").text()).isEqualTo("{\"total\":0,\"availableMore\":false,\"users\":[]}");
    add("bob@example.com", true, Map.of());
    add("Ada@example.com", false, Map.of(bot.id(), BotRole.OWNER));

    JsonNode page = roles("?limit=1").json();
    assertThat(page.path("total").asInt()).isEqualTo(2);
    assertThat(page.path("availableMore").asBoolean()).isTrue();
    JsonNode ada = page.at("/users/0");
    assertThat(ada.path("username").asText()).isEqualTo("ada@example.com");
    assertThat(ada.path("accountId").asText()).isEqualTo(bot.account());
    assertThat(ada.at("/btRoles/0/roleName").asText()).isEqualTo("App Owner");
    assertThat(ada.at("/btRoles/0/botId").asText()).isEqualTo(bot.id().value());
    assertThat(roles("?skip=1").json().at("/users/0/adminRoles/0/roleName").asText())
        .isEqualTo("Master Admin");

    operators.remove(bot.account(), "ada@example.com");
    assertThat(roles("").json().path("total").asInt()).isEqualTo(1);
  }

  @Test
  void anErasureRefusesAnOperatorOfTheAccount() {
    add("ada@example.com", false, Map.of(bot.id(), BotRole.TESTER));
    String body =
        Client.text(
            Map.of(
                "userIds", List.of("ADA@example.com", "bob@example.com"),
                "botIds", List.of(bot.id().value())));

    String id =
        bot.client()
            .call("DELETE", "/api/public/bot/eraseUsersData", bot.admin().token(), body)
            .json()
            .path("requestId")
            .asText();

    JsonNode response =
        bot.client()
            .call("GET", "/api/public/bot/eraseUsersData/status/" + id, bot.admin().token(), "")
            .json()
            .path("response");
    assertThat(response.at("/0/status").asText()).isEqualTo("FAILURE");
    assertThat(response.at("/0/reason").asText()).isEqualTo("operator");
    assertThat(response.at("/1/status").asText()).isNotEqualTo("FAILURE");
  }

  private void add(String name, boolean admin, Map<BotId, BotRole> roles) {
    operators.add(bot.account(), new AccountOperator(name, name, admin, roles));
  }

  private Answer roles(String query) {
    return bot.client().call("GET", "/api/public/alluserroles" + query, bot.admin().token(), "");
  }
}

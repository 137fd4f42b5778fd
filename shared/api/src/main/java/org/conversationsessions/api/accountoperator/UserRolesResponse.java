package org.conversationsessions.api.accountoperator;

import java.util.Comparator;
import java.util.List;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.domain.registry.AccountOperator;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotRole;
import org.conversationsessions.json.JsonWriter;

/** Writes a page of an account's operators with their roles (contract, section 19). */
public final class UserRolesResponse {
  private static final String MASTER_ADMIN = "Master Admin";

  /** The same in every account, like {@link BotRole#id}. */
  private static final String MASTER_ADMIN_ID = "65f0c1a2b3d4e5f607182930";

  private final String account;

  /** By their identifiers. */
  private final List<Bot> bots;

  private UserRolesResponse(String account, List<Bot> bots) {
    this.account = account;
    this.bots = bots.stream().sorted(Comparator.comparing((Bot bot) -> bot.id().value())).toList();
  }

  /**
   * Returns the response.
   *
   * @param operators all operators of the account, sorted by name
   * @param bots the account's registered bots; roles with other bots are left out
   */
  public static HttpResponse of(
      UserRolesRequest asked, String account, List<AccountOperator> operators, List<Bot> bots) {
    List<AccountOperator> page =
        operators.stream().skip(asked.skip()).limit(asked.limit()).toList();
    JsonWriter json = new JsonWriter().beginObject();
    json.name("total").number(operators.size());
    json.name("availableMore").bool(asked.skip() < operators.size() - page.size());
    json.name("users").beginArray();
    UserRolesResponse response = new UserRolesResponse(account, bots);
    page.forEach(operator -> response.write(operator, json));
    return HttpResponse.json(json.endArray().endObject().finish());
  }

  private void write(AccountOperator operator, JsonWriter json) {
    json.beginObject().name("username").string(operator.username());
    json.name("orgUserId").string(operator.orgUserId()).name("accountId").string(account);
    json.name("isDeveloper")
        .bool(bots.stream().anyMatch(bot -> operator.roles().containsKey(bot.id())));
    json.name("canCreateBot").bool(operator.admin());
    json.name("userId").string(operator.userId(account)).name("btRoles").beginArray();
    for (Bot bot : bots) {
      BotRole role = operator.roles().get(bot.id());
      if (role != null) {
        write(role, bot, json);
      }
    }
    json.endArray().name("adminRoles").beginArray();
    if (operator.admin()) {
      json.beginObject().name("roleId").string(MASTER_ADMIN_ID);
      json.name("roleName").string(MASTER_ADMIN).endObject();
    }
    json.endArray().endObject();
  }

  private static void write(BotRole role, Bot bot, JsonWriter json) {
    json.beginObject().name("roleId").string(role.id()).name("roleName").string(role.wire());
    json.name("groups").beginArray().endArray().name("botId").string(bot.id().value());
    json.name("botName").string(bot.name().orElse(bot.id().value())).endObject();
  }
}

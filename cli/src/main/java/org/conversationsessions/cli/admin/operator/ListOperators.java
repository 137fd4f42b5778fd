package org.conversationsessions.cli.admin.operator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.TextTable;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.domain.registry.AccountOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists an account's operators. */
@Command(
    name = "operators",
    description = "Lists the operators of an account with their roles.",
    footer = {"", "Example: bin/admin operators --account acme"})
final class ListOperators extends RegistryCommand {
  @Option(names = "--account", paramLabel = "A", required = true, description = "The account.")
  private String account = "";

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  ListOperators(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    registry.requireAccount(account);
    List<AccountOperator> operators = registry.operators().of(account);
    if (json) {
      printJson(operators.stream().map(ListOperators::properties).toList());
      return;
    }
    TextTable table = new TextTable("OPERATOR", "ID", "ADMIN", "ROLES");
    operators.forEach(
        operator ->
            table.row(
                operator.username(),
                operator.orgUserId(),
                operator.admin() ? "yes" : "no",
                String.join(
                    ", ",
                    roles(operator).entrySet().stream()
                        .map(role -> role.getValue() + " of " + role.getKey())
                        .toList())));
    table.print(context().out());
  }

  private static Map<String, Object> properties(AccountOperator operator) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("operator", operator.username());
    properties.put("id", operator.orgUserId());
    properties.put("admin", operator.admin());
    properties.put("roles", roles(operator));
    return properties;
  }

  /** Returns the names of the roles by bot. */
  private static Map<String, String> roles(AccountOperator operator) {
    Map<String, String> roles = new TreeMap<>();
    operator.roles().forEach((bot, role) -> roles.put(bot.value(), role.wire()));
    return roles;
  }
}

package org.conversationsessions.cli.admin.operator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.domain.registry.AccountOperator;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.BotRole;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds an operator to an account, or rights to an operator. */
@Command(
    name = "add-operator",
    description = {
      "Adds an operator to an account: a person who may look at or manage bots.",
      "Operators sign in nowhere. alluserroles lists them, and an erasure refuses them.",
      "An operator who exists keeps all rights and gets these too."
    },
    footer = {
      "",
      "Example: bin/admin add-operator ada@example.com --account acme --role \"App Owner\" --bot"
          + " st-…"
    })
final class AddOperator extends RegistryCommand {
  @Parameters(paramLabel = "NAME", description = "The e-mail address; it is kept in lower case.")
  private String username = "";

  @Option(names = "--account", paramLabel = "A", required = true, description = "The account.")
  private String account = "";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The id in your organisation. Default: the e-mail address.")
  private @Nullable String id;

  @Option(names = "--admin", description = "Make this an administrator of the account.")
  private boolean admin;

  @ArgGroup(exclusive = false, multiplicity = "0..*")
  private List<RoleOptions> roles = new ArrayList<>();

  AddOperator(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  /** A role with a bot. */
  private static final class RoleOptions {
    @Option(
        names = "--role",
        paramLabel = "ROLE",
        required = true,
        converter = RoleName.class,
        completionCandidates = RoleName.class,
        description = "A role with the next bot: ${COMPLETION-CANDIDATES}.")
    private BotRole role = BotRole.TESTER;

    @Option(
        names = "--bot",
        paramLabel = "ST",
        required = true,
        description = "The bot of that role.")
    private String bot = "";
  }

  @Override
  protected void run(RegistryConnection registry) {
    registry.requireAccount(account);
    Map<BotId, BotRole> byBot = new HashMap<>();
    roles.forEach(given -> byBot.put(registry.requireBot(given.bot, account), given.role));
    AccountOperator added =
        registry
            .operatorAdmin()
            .add(account, new AccountOperator(username, id == null ? username : id, admin, byBot));
    context().out().println(added.username());
  }
}

package org.conversationsessions.cli.admin.account;

import java.util.List;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.TargetOptions;

/** The commands on accounts. */
public final class AccountCommands {
  private AccountCommands() {}

  /** Returns the commands in the order of the help. */
  public static List<RegistryCommand> of(TargetOptions target, CommandContext context) {
    return List.of(new ListAccounts(target, context), new AddAccount(target, context));
  }
}

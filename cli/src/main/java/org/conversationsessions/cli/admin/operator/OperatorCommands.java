package org.conversationsessions.cli.admin.operator;

import java.util.List;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.TargetOptions;

/** The commands on operators. */
public final class OperatorCommands {
  private OperatorCommands() {}

  /** Returns the commands in the order of the help. */
  public static List<RegistryCommand> of(TargetOptions target, CommandContext context) {
    return List.of(
        new ListOperators(target, context),
        new AddOperator(target, context),
        new RemoveOperator(target, context));
  }
}

package org.conversationsessions.cli.inspect;

import java.util.function.Supplier;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.ServiceConnection;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/admin show}: shows stored data in readable form. */
@Command(
    name = "show",
    description = {
      "Shows what is stored about a conversation or a session, or a bot's session counters.",
      "Texts of messages are not shown. A conversation's state stays sealed (encrypted)."
    },
    synopsisSubcommandLabel = "WHAT",
    footer = {
      "",
      "Examples:",
      "  bin/admin show conversation --bot st-… --user ada@example.com",
      "  bin/admin show session --bot st-… 6b000ae50c97f07a2298cc47",
      "  bin/admin show counts --bot st-… --from 2026-11-01 --to 2026-11-07"
    })
public final class ShowCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private ShowCommand() {}

  /**
   * Creates the command line with its subcommands.
   *
   * @param open opens the service that the command line names
   */
  public static CommandLine of(Supplier<ServiceConnection> open, CommandContext context) {
    return new CommandLine(new ShowCommand())
        .addSubcommand(new ShowConversation(open, context))
        .addSubcommand(new ShowSession(open, context))
        .addSubcommand(new ShowCounts(open, context));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "show what?");
  }
}

package org.conversationsessions.local.cli.inspect;

import java.util.function.Supplier;
import org.conversationsessions.local.cli.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/admin show}: shows what is stored, in words. */
@Command(
    name = "show",
    description = {
      "Shows what is stored about a conversation, a session or a bot's counts.",
      "Messages are not stored. What a bot keeps about a conversation stays sealed."
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
   * The command with its subcommands.
   *
   * @param open opens the service that the command line names
   */
  public static CommandLine of(Supplier<Service> open, Surroundings surroundings) {
    return new CommandLine(new ShowCommand())
        .addSubcommand(new ShowConversation(open, surroundings))
        .addSubcommand(new ShowSession(open, surroundings))
        .addSubcommand(new ShowCounts(open, surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "show what?");
  }
}

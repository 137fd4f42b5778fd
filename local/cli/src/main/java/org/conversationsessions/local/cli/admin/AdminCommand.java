package org.conversationsessions.local.cli.admin;

import java.util.List;
import org.conversationsessions.local.cli.Program;
import org.conversationsessions.local.cli.Surroundings;
import org.conversationsessions.local.cli.inspect.RecountCommand;
import org.conversationsessions.local.cli.inspect.ShowCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code bin/admin}: an operator's work on accounts, bots and apps. */
@Command(
    name = "bin/admin",
    description = {
      "Registers accounts, bots and apps, shows what is stored, and counts it again: of the service"
          + " that bin/local runs here, or of a deployment.",
      "What is registered here is kept as long as bin/local keeps its data (see bin/local --data)."
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  bin/admin apps",
      "  bin/admin add-account acme && bin/admin add-bot --account acme",
      "  bin/admin add-app --account acme --kind builder --bot st-…",
      "  bin/admin show conversation --bot st-… --user ada@example.com",
      "  bin/admin apps --stack conversation-sessions",
      "  bin/admin COMMAND --help"
    })
public final class AdminCommand implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private AdminCommand() {}

  /** The command with its subcommands. */
  public static CommandLine in(Surroundings surroundings) {
    Installation installation = new Installation(surroundings);
    CommandLine line = new CommandLine(new AdminCommand()).addMixin("installation", installation);
    List.of(
            new ListAccounts(installation, surroundings),
            new ListBots(installation, surroundings),
            new ListApps(installation, surroundings),
            new AddAccount(installation, surroundings),
            new AddBot(installation, surroundings),
            new AddApp(installation, surroundings),
            new SetScopes(installation, surroundings),
            new DisableApp(installation, surroundings),
            new EnableApp(installation, surroundings),
            new RemoveApp(installation, surroundings),
            new RotateSecret(installation, surroundings),
            new DropOldSecret(installation, surroundings),
            new MapBot(installation, surroundings),
            new SpreadBot(installation, surroundings),
            new RemoveBot(installation, surroundings),
            ShowCommand.of(installation::openService, surroundings),
            new RecountCommand(installation::openService, surroundings))
        .forEach(line::addSubcommand);
    return Program.prepare(line, surroundings);
  }

  /** The program. */
  public static void main(String[] args) {
    System.exit(in(Surroundings.ofProcess()).execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}

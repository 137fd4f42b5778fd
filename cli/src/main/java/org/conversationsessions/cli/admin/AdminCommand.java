package org.conversationsessions.cli.admin;

import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.cli.admin.account.AccountCommands;
import org.conversationsessions.cli.admin.app.AppCommands;
import org.conversationsessions.cli.admin.bot.BotCommands;
import org.conversationsessions.cli.admin.operator.OperatorCommands;
import org.conversationsessions.cli.closing.CloseCommand;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.cli.export.ExportCommand;
import org.conversationsessions.cli.inspect.RecountCommand;
import org.conversationsessions.cli.inspect.ShowCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** {@code bin/admin}: the command and its subcommands. */
@Command(
    name = "bin/admin",
    description = {
      "Manages accounts, bots, apps and operators, shows and exports what is stored, recounts and"
          + " closes sessions. Works on the local service that bin/local runs, or on a deployment.",
      "The local service keeps what you register for as long as its data (see bin/local --data)."
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  bin/admin apps",
      "  bin/admin add-account acme && bin/admin add-bot --account acme",
      "  bin/admin add-app --account acme --kind builder --bot st-…",
      "  bin/admin show conversation --bot st-… --user ada@example.com",
      "  bin/admin export --bot st-… --user ada@example.com --messages --output ada.ndjson",
      "  bin/admin close --bot st-… --to 2026-11-01",
      "  bin/admin apps --stack conversation-sessions",
      "  bin/admin COMMAND --help"
    })
public final class AdminCommand implements Runnable {
  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private AdminCommand() {}

  /** Creates the command line with all subcommands. */
  public static CommandLine commandLine(CommandContext context) {
    TargetOptions target = new TargetOptions(context);
    CommandLine line = new CommandLine(new AdminCommand()).addMixin("target", target);
    AccountCommands.of(target, context).forEach(line::addSubcommand);
    BotCommands.of(target, context).forEach(line::addSubcommand);
    AppCommands.of(target, context).forEach(line::addSubcommand);
    OperatorCommands.of(target, context).forEach(line::addSubcommand);
    line.addSubcommand(ShowCommand.of(target::openService, context));
    line.addSubcommand(new RecountCommand(target::openService, context));
    line.addSubcommand(new ExportCommand(target, context));
    line.addSubcommand(new CloseCommand(target, context));
    return CommandRunner.configure(line, context);
  }

  /** Runs the command as a program. */
  public static void main(String[] args) {
    System.exit(commandLine(CommandContext.ofProcess()).execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}

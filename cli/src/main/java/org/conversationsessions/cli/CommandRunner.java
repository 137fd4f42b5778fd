package org.conversationsessions.cli;

import java.net.ConnectException;
import java.util.List;
import org.conversationsessions.application.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * Sets up command lines so that all commands behave alike. The exit status is 0 on success, 1 on
 * failure and 2 on wrong usage.
 */
public final class CommandRunner {
  private static final int FAILURE = 1;
  private static final int USAGE = 2;
  private static final int MAX_SUGGESTIONS = 2;

  private CommandRunner() {}

  /** Creates a command line that prints to the context's outputs, errors on one line. */
  public static CommandLine commandLine(Object command, CommandContext context) {
    return configure(new CommandLine(command), context);
  }

  /** Configures a command line and all its subcommands as {@link #commandLine} does. */
  public static CommandLine configure(CommandLine line, CommandContext context) {
    addHelp(line);
    int width = HelpText.width(context.columns());
    return line.setOut(context.out())
        .setErr(context.err())
        .setUsageHelpWidth(HelpText.UNFOLDED)
        .setUsageHelpLongOptionsMaxWidth(34)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(parsed -> execute(parsed, width))
        .setParameterExceptionHandler((e, args) -> reportUsageError(e))
        .setExecutionExceptionHandler(
            (e, failed, parsed) -> {
              failed.getErr().println("error: " + explain(e));
              return FAILURE;
            });
  }

  private static void addHelp(CommandLine line) {
    line.getCommandSpec().addOption(help());
    line.getSubcommands().values().forEach(CommandRunner::addHelp);
  }

  /** Shows help only if no argument is unknown: picocli's own help would ignore that. */
  private static int execute(ParseResult parsed, int width) {
    for (ParseResult each :
        parsed.asCommandLineList().stream().map(CommandLine::getParseResult).toList()) {
      CommandLine line = each.commandSpec().commandLine();
      if (!each.unmatched().isEmpty()) {
        throw new UnmatchedArgumentException(line, each.unmatched());
      }
      if (each.isUsageHelpRequested()) {
        String usage = line.getUsageMessage(Ansi.OFF);
        line.getOut().print(HelpText.folded(usage, line.getCommandSpec().qualifiedName(), width));
        line.getOut().flush();
        return 0;
      }
    }
    return new RunLast().execute(parsed);
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .type(boolean.class)
        .usageHelp(true)
        .description("Show this help and exit.")
        .build();
  }

  private static int reportUsageError(ParameterException e) {
    CommandLine line = e.getCommandLine();
    String name = line.getCommandSpec().qualifiedName();
    line.getErr().println("error: " + usageError(e) + " (see " + name + " --help)");
    return USAGE;
  }

  private static String usageError(ParameterException e) {
    boolean hasSubcommands = !e.getCommandLine().getSubcommands().isEmpty();
    if (hasSubcommands
        && e instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()) {
      List<String> similar = unmatched.getSuggestions().stream().limit(MAX_SUGGESTIONS).toList();
      return "there is no command "
          + unmatched.getUnmatched().getFirst()
          + (similar.isEmpty() ? "" : ": did you mean " + String.join(" or ", similar) + "?");
    }
    return oneLine(String.valueOf(e.getMessage()));
  }

  private static String explain(Exception e) {
    String message = e.getMessage();
    if (e instanceof StoreException && e.getCause() instanceof ResourceNotFoundException) {
      return "the service's table was not found: check its name, the region (AWS_REGION) and the"
          + " AWS account of the credentials";
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException && e instanceof StoreException) {
        return "the database does not answer: start the service with bin/local, or name a"
            + " deployment with --stack";
      }
    }
    boolean meantForOperators =
        e instanceof CliException
            || e instanceof StoreException
            || e instanceof IllegalArgumentException;
    return oneLine(meantForOperators && message != null ? message : e.toString());
  }

  /** Joins the lines of a message: messages of libraries may have several. */
  public static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}

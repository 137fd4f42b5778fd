package org.conversationsessions.local.cli;

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
 * Runs a command as a program: exit status 0 when it did what it was asked, 1 when it could not, 2
 * for wrong use.
 */
public final class Program {
  private static final int FAILURE = 1;
  private static final int USAGE = 2;
  private static final int MAX_SUGGESTIONS = 2;

  private Program() {}

  /**
   * A command line for the command: its output goes where the surroundings say, errors are one
   * line.
   */
  public static CommandLine of(Object command, Surroundings surroundings) {
    return prepare(new CommandLine(command), surroundings);
  }

  /** Sets a command line, and all its subcommands, to the same rules as {@link #of}. */
  public static CommandLine prepare(CommandLine line, Surroundings surroundings) {
    addHelp(line);
    int width = HelpText.width(surroundings.columns());
    return line.setOut(surroundings.out())
        .setErr(surroundings.err())
        .setUsageHelpWidth(HelpText.UNFOLDED)
        .setUsageHelpLongOptionsMaxWidth(34)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(parsed -> execute(parsed, width))
        .setParameterExceptionHandler((e, args) -> misused(e))
        .setExecutionExceptionHandler(
            (e, failed, parsed) -> {
              failed.getErr().println("error: " + explain(e));
              return FAILURE;
            });
  }

  private static void addHelp(CommandLine line) {
    line.getCommandSpec().addOption(help());
    line.getSubcommands().values().forEach(Program::addHelp);
  }

  /** Shows help only where the rest of the line makes sense: picocli would not look at it. */
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

  private static int misused(ParameterException e) {
    CommandLine line = e.getCommandLine();
    String name = line.getCommandSpec().qualifiedName();
    line.getErr().println("error: " + misuse(e) + " (see " + name + " --help)");
    return USAGE;
  }

  private static String misuse(ParameterException e) {
    boolean names = !e.getCommandLine().getSubcommands().isEmpty();
    if (names
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
      return "the service's table is not there: check the name, the region (AWS_REGION), and that"
          + " the credentials are of the right AWS account";
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException && e instanceof StoreException) {
        return "the database does not answer: start the service with bin/local, or name a"
            + " deployment with --stack";
      }
    }
    boolean said =
        e instanceof CliException
            || e instanceof StoreException
            || e instanceof IllegalArgumentException;
    return oneLine(said && message != null ? message : e.toString());
  }

  /** A message on one line: others' messages may have several. */
  public static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}

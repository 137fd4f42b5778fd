package org.conversationsessions.local.cli;

import java.net.ConnectException;
import org.conversationsessions.domain.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Runs a command as a program: exit status 0 when it did what it was asked, 1 when it could not, 2
 * for wrong use.
 */
public final class Program {
  private static final int FAILURE = 1;
  private static final int USAGE = 2;

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
    line.getCommandSpec().addOption(help());
    line.getSubcommands().values().forEach(each -> each.getCommandSpec().addOption(help()));
    return line.setOut(surroundings.out())
        .setErr(surroundings.err())
        .setUsageHelpAutoWidth(true)
        .setUsageHelpLongOptionsMaxWidth(34)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, args) -> misused(e))
        .setExecutionExceptionHandler(
            (e, failed, parsed) -> {
              failed.getErr().println("error: " + explain(e));
              return FAILURE;
            });
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
    line.getErr()
        .println(
            "error: " + oneLine(String.valueOf(e.getMessage())) + " (see " + name + " --help)");
    return USAGE;
  }

  private static String explain(Exception e) {
    String message = e.getMessage();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException && e instanceof StoreException) {
        return "the database does not answer: start the service with bin/local, or name a deployment"
            + " with --stack";
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

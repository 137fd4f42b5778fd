package org.conversationsessions.bench.postgresql;

import java.util.Iterator;
import java.util.concurrent.Callable;
import org.conversationsessions.bench.Traffic;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.domain.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the benchmarks' sessions for PostgreSQL. {@code bench/postgresql} runs it. */
@Command(
    name = "bench/postgresql",
    description = "Prints the sessions of bench/history or bench/metrics as lines of COPY.")
public final class RowsCommand implements Callable<Integer> {
  @Option(
      names = "--sessions",
      paramLabel = "N",
      required = true,
      description = "How many sessions the bot has, 1000 to 1000000.")
  private long sessions;

  @Option(
      names = "--weeks",
      paramLabel = "N",
      required = true,
      description = "The weeks of the sessions, 1 to 14: 1 as bench/history, 14 as bench/metrics.")
  private int weeks;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final CommandContext context;

  /** Creates the command. */
  public RowsCommand(CommandContext context) {
    this.context = context;
  }

  /** Runs the command. */
  public static void main(String[] args) {
    CommandContext context = CommandContext.ofProcess();
    System.exit(CommandRunner.commandLine(new RowsCommand(context), context).execute(args));
  }

  @Override
  public Integer call() {
    if (sessions < 1000 || sessions > 1_000_000) {
      throw new ParameterException(spec.commandLine(), "--sessions is 1000 to 1000000");
    }
    if (weeks < 1 || weeks > 14) {
      throw new ParameterException(spec.commandLine(), "--weeks is 1 to 14");
    }
    Iterator<Session> all = Traffic.ofWeeks(weeks, sessions).sessions();
    while (all.hasNext()) {
      context.out().print(CopyRow.of(all.next()) + "\n");
    }
    context.out().flush();
    return 0;
  }
}

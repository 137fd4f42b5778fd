package org.conversationsessions.bench.metric;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.conversationsessions.bench.BenchmarkDatabase;
import org.conversationsessions.bench.Traffic;
import org.conversationsessions.bench.cost.Cost;
import org.conversationsessions.bench.cost.CostReport;
import org.conversationsessions.bench.cost.QueryMeter;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.CommandRunner;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.store.client.Expiry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench/metrics}: measures what metrics and billing sessions cost. */
@Command(
    name = "bench/metrics",
    description = {
      "Fills a DynamoDB Local with the sessions of 14 weeks and measures what metrics and billing",
      "sessions cost: read units, calls, round trips one after another, milliseconds. Compares the",
      "costs with their budgets."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bench/metrics --check                              (fails if a budget is exceeded)",
      "  bench/metrics --sessions 10000,100000,1000000      (a quarter of an hour)"
    })
public final class MetricsCommand implements Callable<Integer> {
  /** Enough for 92 days. */
  private static final int WEEKS = 14;

  private static final Expiry EXPIRY = new Expiry(Duration.ofDays(180), Traffic.CLOCK);

  @Option(
      names = "--sessions",
      paramLabel = "N,N,…",
      split = ",",
      defaultValue = "10000",
      description = "The bot's sessions, 1000 to 1000000 each. Default: ${DEFAULT-VALUE}.")
  private List<Long> sizes = List.of();

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each query is timed, 1 to 1000. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(names = "--check", description = "Exit with status 1 if a budget is exceeded.")
  private boolean check;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final CommandContext context;

  /** Creates the command. */
  public MetricsCommand(CommandContext context) {
    this.context = context;
  }

  /** Runs the command. */
  public static void main(String[] args) {
    CommandContext context = CommandContext.ofProcess();
    System.exit(CommandRunner.commandLine(new MetricsCommand(context), context).execute(args));
  }

  @Override
  public Integer call() {
    if (runs < 1 || runs > 1000) {
      throw new ParameterException(spec.commandLine(), "--runs is 1 to 1000");
    }
    if (!sizes.stream().allMatch(size -> size >= 1000 && size <= 1_000_000)) {
      throw new ParameterException(spec.commandLine(), "--sessions is 1000 to 1000000");
    }
    List<Cost> all = new ArrayList<>();
    for (long size : sizes.stream().distinct().sorted().toList()) {
      List<Cost> costs = measure(size);
      new CostReport(costs).print(size + " sessions", context.out());
      all.addAll(costs);
    }
    return check && new CostReport(all).isBroken() ? 1 : 0;
  }

  private List<Cost> measure(long sessions) {
    Traffic traffic = Traffic.ofWeeks(WEEKS, sessions);
    try (BenchmarkDatabase database = BenchmarkDatabase.inMemory(traffic, EXPIRY)) {
      database.fill(context);
      Bot bot = new Bot(traffic.main().id(), BenchmarkDatabase.ACCOUNT, BotSettings.DEFAULT);
      try (QueryMeter meter = new QueryMeter(database, Traffic.CLOCK, runs)) {
        return new MetricsBench(bot, meter).measure();
      }
    }
  }
}

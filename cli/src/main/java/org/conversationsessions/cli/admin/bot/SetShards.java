package org.conversationsessions.cli.admin.bot;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.TreeMap;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets the number of shards that hold a busy bot's sessions. */
@Command(
    name = "set-shards",
    description = {
      "Sets how many shards hold a busy bot's sessions, from a future day on.",
      "One shard takes some 300 session starts a second. A page of the session history queries"
          + " every shard, so keep one shard for a bot that does not need more.",
      "Prints the number of shards and the day from which it applies, one pair a line."
    },
    footer = {"", "Example: bin/admin set-shards st-… --shards 8 --from 2027-01-01"})
final class SetShards extends RegistryCommand {
  @Parameters(index = "0", paramLabel = "ST", description = "The bot.")
  private String bot = "";

  @Option(
      names = "--shards",
      paramLabel = "N",
      required = true,
      description = "The number of shards, 1 to " + Sharding.MAX_SHARDS + ".")
  private int shards;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description =
          "The first day, in UTC. It must begin at least an hour from now. Default: the next such"
              + " day.")
  private @Nullable LocalDate from;

  SetShards(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    Instant now = context().clock().instant();
    LocalDate day =
        from == null
            ? LocalDate.ofInstant(now.plusSeconds(3600), ZoneOffset.UTC).plusDays(1)
            : from;
    Sharding sharding =
        registry
            .admin()
            .setShards(new BotId(bot), day, shards, now)
            .orElseThrow(() -> new CliException("no bot " + bot + ": see bin/admin bots"));
    new TreeMap<>(sharding.shardsByFirstDay())
        .forEach((first, number) -> context().out().println(first + " " + number));
  }
}

package org.conversationsessions.local.cli.admin;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.TreeMap;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Spreads a busy bot's sessions over shards. */
@Command(
    name = "spread-bot",
    description = {
      "Spreads a busy bot's sessions over shards, from a day to come on.",
      "One shard takes some 300 session starts a second. A page of the history asks every shard, so"
          + " spread no bot that does not need it.",
      "Prints the number of shards by the day from which it holds."
    },
    footer = {"", "Example: bin/admin spread-bot st-… --shards 8 --from 2027-01-01"})
final class SpreadBot extends Work {
  @Parameters(index = "0", paramLabel = "ST", description = "The bot.")
  private String bot = "";

  @Option(
      names = "--shards",
      paramLabel = "N",
      required = true,
      description = "How many, 1 to " + Sharding.MAX_SHARDS + ".")
  private int shards;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description =
          "The first day, in UTC; it must begin in an hour or later. Default: the next such day.")
  private @Nullable LocalDate from;

  SpreadBot(Installation installation, Surroundings surroundings) {
    super(installation, surroundings);
  }

  @Override
  void on(Access access) {
    Instant now = surroundings().clock().instant();
    LocalDate day =
        from == null
            ? LocalDate.ofInstant(now.plusSeconds(3600), ZoneOffset.UTC).plusDays(1)
            : from;
    Sharding spread =
        access
            .admin()
            .spread(new BotId(bot), day, shards, now)
            .orElseThrow(() -> new CliException("no such bot: " + bot));
    new TreeMap<>(spread.from())
        .forEach((first, number) -> surroundings().out().println(first + " " + number));
  }
}

package org.conversationsessions.local.cli.admin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Maps a builder app to bots, or takes them from it. */
@Command(
    name = "map-bot",
    description = "Maps a builder app to more bots of its account, or takes bots from it.",
    footer = {
      "",
      "Examples:",
      "  bin/admin map-bot cs-… st-…",
      "  bin/admin map-bot --remove cs-… st-…"
    })
final class MapBot extends Work {
  @Parameters(index = "0", paramLabel = "CS", description = "The app.")
  private String appId = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "ST", description = "The bots.")
  private List<String> bots = new ArrayList<>();

  @Option(names = "--remove", description = "Take the bots from the app.")
  private boolean remove;

  MapBot(Installation installation, Surroundings surroundings) {
    super(installation, surroundings);
  }

  @Override
  void on(Access access) {
    App before = access.requireApp(appId);
    if (before.kind() == AppKind.ADMIN) {
      throw new CliException(appId + " is an admin app: it reaches all bots of its account");
    }
    Set<BotId> named =
        bots.stream()
            .map(bot -> remove ? new BotId(bot) : access.requireBot(bot, before.account()))
            .collect(Collectors.toSet());
    App after = access.changeApp(appId, app -> changed(app, named));
    if (after.bots().isEmpty()) {
      tell("The app is mapped to no bot now: every call of it is refused.");
    }
    after.bots().stream().map(BotId::value).sorted().forEach(surroundings().out()::println);
  }

  private App changed(App app, Set<BotId> named) {
    Set<BotId> all = new HashSet<>(app.bots());
    if (remove) {
      all.removeAll(named);
    } else {
      all.addAll(named);
    }
    return new App(app.appId(), app.account(), app.kind(), all, app.scopes(), app.keys());
  }
}

package org.conversationsessions.cli.admin.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Maps a builder app to bots, or removes such mappings. */
@Command(
    name = "map-bot",
    description = {
      "Maps a builder app to more bots of its account, or removes such mappings.",
      "Prints the bots that the app is mapped to then."
    },
    footer = {
      "",
      "Examples:",
      "  bin/admin map-bot cs-… st-…",
      "  bin/admin map-bot --remove cs-… st-…"
    })
final class MapBot extends RegistryCommand {
  @Parameters(index = "0", paramLabel = "CS", description = "The app.")
  private String appId = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "ST", description = "The bots.")
  private List<String> bots = new ArrayList<>();

  @Option(names = "--remove", description = "Remove the mappings to these bots.")
  private boolean remove;

  MapBot(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    App before = registry.requireApp(appId);
    if (before.kind() == AppKind.ADMIN) {
      throw new CliException(
          appId + " is an admin app, which reaches all bots of its account: name a builder app");
    }
    Set<BotId> named =
        bots.stream()
            .map(bot -> remove ? new BotId(bot) : registry.requireBot(bot, before.account()))
            .collect(Collectors.toSet());
    App after = registry.changeApp(appId, app -> changed(app, named));
    if (after.bots().isEmpty()) {
      printHint("The app is mapped to no bot now: all its requests are refused.");
    }
    after.bots().stream().map(BotId::value).sorted().forEach(context().out()::println);
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

package org.conversationsessions.local.cli.admin;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets the scopes of an app. */
@Command(
    name = "set-scopes",
    description = {
      "Sets what an app may do, in place of what it might do until now, and prints it.",
      "The functions know of it within half a minute, as of every change."
    },
    footer = {
      "",
      "Examples:",
      "  bin/admin set-scopes cs-… bot_sessions:read bot_sessions:write",
      "  bin/admin set-scopes --add cs-… bot_sessions:write",
      "  bin/admin set-scopes --none cs-…"
    })
final class SetScopes extends Work {
  @Parameters(index = "0", paramLabel = "CS", description = "The app.")
  private String appId = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SCOPE",
      converter = ScopeName.class,
      completionCandidates = ScopeName.class,
      description = "What it may do: ${COMPLETION-CANDIDATES}.")
  private List<Scope> scopes = new ArrayList<>();

  @Option(names = "--add", description = "Leave it what it has, and add these.")
  private boolean add;

  @Option(names = "--none", description = "It may do nothing.")
  private boolean none;

  SetScopes(Installation installation, Surroundings surroundings) {
    super(installation, surroundings);
  }

  @Override
  void on(Access access) {
    if (none ? add || !scopes.isEmpty() : scopes.isEmpty()) {
      throw new CliException("name the scopes, or give --none alone");
    }
    App after = access.changeApp(appId, this::changed);
    after.scopes().stream().map(Scope::wire).sorted().forEach(surroundings().out()::println);
  }

  private App changed(App app) {
    Set<Scope> all = EnumSet.noneOf(Scope.class);
    all.addAll(scopes);
    if (add) {
      all.addAll(app.scopes());
    }
    return new App(app.appId(), app.account(), app.kind(), app.bots(), all, app.keys());
  }
}

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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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
      completionCandidates = ScopeName.class,
      description = "What it may do: ${COMPLETION-CANDIDATES}.")
  private List<String> scopes = new ArrayList<>();

  @Option(names = "--add", description = "Leave it what it has, and add these.")
  private boolean add;

  @Option(names = "--none", description = "It may do nothing.")
  private boolean none;

  @Spec private CommandSpec spec = CommandSpec.create();

  SetScopes(Installation installation, Surroundings surroundings) {
    super(installation, surroundings);
  }

  @Override
  void on(Access access) {
    if (none ? add || !scopes.isEmpty() : scopes.isEmpty()) {
      throw new CliException("name the scopes, or give --none alone");
    }
    Set<Scope> named = named();
    App after = access.changeApp(appId, app -> changed(app, named));
    after.scopes().stream().map(Scope::wire).sorted().forEach(surroundings().out()::println);
  }

  /** Picocli takes a value that it cannot convert for an argument too many, and says so. */
  private Set<Scope> named() {
    Set<Scope> named = EnumSet.noneOf(Scope.class);
    for (String scope : scopes) {
      try {
        named.add(new ScopeName().convert(scope));
      } catch (TypeConversionException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage(), e);
      }
    }
    return named;
  }

  private App changed(App app, Set<Scope> named) {
    Set<Scope> all = EnumSet.noneOf(Scope.class);
    all.addAll(named);
    if (add) {
      all.addAll(app.scopes());
    }
    return new App(app.appId(), app.account(), app.kind(), app.bots(), all, app.keys());
  }
}

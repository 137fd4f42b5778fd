package org.conversationsessions.cli.admin.app;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Scope;
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
      "Replaces an app's scopes by these, and prints the scopes that it has then.",
      "An added scope takes effect within a second, a removed one within half a minute."
    },
    footer = {
      "",
      "Examples:",
      "  bin/admin set-scopes cs-… bot_sessions:read bot_sessions:write",
      "  bin/admin set-scopes --add cs-… bot_sessions:write",
      "  bin/admin set-scopes --none cs-…"
    })
final class SetScopes extends RegistryCommand {
  @Parameters(index = "0", paramLabel = "CS", description = "The app.")
  private String appId = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SCOPE",
      completionCandidates = ScopeName.class,
      description = "The scopes: ${COMPLETION-CANDIDATES}.")
  private List<String> scopes = new ArrayList<>();

  @Option(names = "--add", description = "Keep the app's scopes and add these.")
  private boolean add;

  @Option(names = "--none", description = "Remove all scopes of the app.")
  private boolean none;

  @Spec private CommandSpec spec = CommandSpec.create();

  SetScopes(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    if (none ? add || !scopes.isEmpty() : scopes.isEmpty()) {
      throw new CliException("name the scopes, or give only --none");
    }
    Set<Scope> named = named();
    App after = registry.changeApp(appId, app -> changed(app, named));
    after.scopes().stream().map(Scope::wire).sorted().forEach(context().out()::println);
  }

  /** Converts here: picocli would report an unknown scope as an unmatched argument. */
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

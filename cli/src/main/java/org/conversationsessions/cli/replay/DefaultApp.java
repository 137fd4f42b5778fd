package org.conversationsessions.cli.replay;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.LocalAccount;
import org.conversationsessions.cli.LocalApp;
import org.conversationsessions.cli.LocalCredentials;
import org.conversationsessions.domain.registry.Scope;

/** Finds a demo app that has the scopes for a command. */
public final class DefaultApp {
  private DefaultApp() {}

  /**
   * Returns a builder app that is mapped to the bot, or else an admin app of the bot's account.
   *
   * @param scopes the scopes that the app must have
   * @throws CliException if no such app has them
   */
  public static LocalApp of(LocalCredentials credentials, String bot, Set<Scope> scopes) {
    List<String> names = scopes.stream().map(Scope::wire).sorted().toList();
    Stream<LocalApp> builders = credentials.apps().filter(app -> app.bots().contains(bot));
    Stream<LocalApp> admins =
        credentials.accounts().stream()
            .filter(account -> account.bots().contains(bot))
            .map(LocalAccount::apps)
            .flatMap(apps -> apps.stream().filter(app -> app.kind().equals("admin")));
    return Stream.concat(builders, admins)
        .filter(app -> app.scopes().containsAll(names))
        .findFirst()
        .orElseThrow(
            () ->
                new CliException(
                    "no app in .local/credentials.json has "
                        + String.join(" and ", names)
                        + " for "
                        + bot
                        + ": name one with --app (see bin/admin apps)"));
  }
}

package org.conversationsessions.cli.replay;

import java.util.stream.Stream;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.LocalAccount;
import org.conversationsessions.cli.LocalApp;
import org.conversationsessions.cli.LocalCredentials;

/** Finds a demo app that may record activity for a bot. */
final class DefaultApp {
  private static final String WRITE = "bot_sessions:write";

  private DefaultApp() {}

  /**
   * Returns a builder app that is mapped to the bot, or else an admin app of the bot's account.
   *
   * @throws CliException if no such app has the scope
   */
  static LocalApp of(LocalCredentials credentials, String bot) {
    Stream<LocalApp> builders = credentials.apps().filter(app -> app.bots().contains(bot));
    Stream<LocalApp> admins =
        credentials.accounts().stream()
            .filter(account -> account.bots().contains(bot))
            .map(LocalAccount::apps)
            .flatMap(apps -> apps.stream().filter(app -> app.kind().equals("admin")));
    return Stream.concat(builders, admins)
        .filter(app -> app.scopes().contains(WRITE))
        .findFirst()
        .orElseThrow(
            () ->
                new CliException(
                    "no app in .local/credentials.json may record activity of "
                        + bot
                        + ": name one with --app (see bin/admin apps)"));
  }
}

package org.conversationsessions.local.cli.admin;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.conversationsessions.local.cli.Surroundings;
import org.conversationsessions.local.cli.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists apps. */
@Command(
    name = "apps",
    description =
        "Lists apps, of one account or of all. KEYS is 2 while a secret is being rotated.",
    footer = {"", "Example: bin/admin apps --account acme --json"})
final class ListApps extends Work {
  @Option(names = "--account", paramLabel = "A", description = "Only this account's.")
  private @Nullable String account;

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  ListApps(Installation installation, Surroundings surroundings) {
    super(installation, surroundings);
  }

  @Override
  void on(Access access) {
    Collection<String> accounts = access.admin().accounts();
    if (account != null) {
      access.requireAccount(account);
      accounts = Set.of(account);
    }
    List<AppView> apps =
        accounts.stream()
            .flatMap(each -> access.registry().appsOf(each).stream())
            .map(AppView::of)
            .toList();
    if (json) {
      printJson(apps);
      return;
    }
    TextTable table =
        new TextTable("APP", "KIND", "STATE", "ACCOUNT", "BOTS", "SCOPES", "SIGNED WITH", "KEYS");
    for (AppView app : apps) {
      table.row(
          app.appId(),
          app.kind(),
          app.enabled() ? "enabled" : "disabled",
          app.account(),
          String.join(", ", app.bots()),
          String.join(", ", app.scopes()),
          app.keys(),
          Integer.toString(app.keyCount()));
    }
    table.print(surroundings().out());
  }
}

package org.conversationsessions.cli.admin.app;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.TextTable;
import org.conversationsessions.cli.connection.RegistryCommand;
import org.conversationsessions.cli.connection.RegistryConnection;
import org.conversationsessions.cli.connection.TargetOptions;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.RegisteredApp;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists apps. */
@Command(
    name = "apps",
    description =
        "Lists apps, of one account or of all accounts. KEYS is 2 while a secret is being"
            + " rotated.",
    footer = {"", "Example: bin/admin apps --account acme --json"})
final class ListApps extends RegistryCommand {
  @Option(names = "--account", paramLabel = "A", description = "List only this account's apps.")
  private @Nullable String account;

  @Option(names = "--json", description = "Print a JSON array.")
  private boolean json;

  ListApps(TargetOptions target, CommandContext context) {
    super(target, context);
  }

  @Override
  protected void run(RegistryConnection registry) {
    Collection<String> accounts = registry.admin().accounts();
    if (account != null) {
      registry.requireAccount(account);
      accounts = Set.of(account);
    }
    List<AppView> apps =
        accounts.stream()
            .flatMap(each -> registry.reader().appsOf(each).stream())
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
    table.print(context().out());
  }

  /**
   * An app as it is listed: everything but its secrets.
   *
   * @param enabled whether its tokens are accepted
   * @param keys {@code secret} or {@code public-key}
   * @param keyCount 2 while a key is being rotated, else 1
   */
  @JsonPropertyOrder({"appId", "account", "kind", "enabled", "bots", "scopes", "keys", "keyCount"})
  private record AppView(
      String appId,
      String account,
      String kind,
      boolean enabled,
      List<String> bots,
      List<String> scopes,
      String keys,
      int keyCount) {
    static AppView of(RegisteredApp registered) {
      App app = registered.app();
      return new AppView(
          app.appId(),
          app.account(),
          app.kind().wire(),
          registered.enabled(),
          app.bots().stream().map(BotId::value).sorted().toList(),
          app.scopes().stream().map(Scope::wire).sorted().toList(),
          switch (app.keys().getFirst()) {
            case SigningKey.Secret secret -> "secret";
            case SigningKey.PublicKey publicKey -> "public-key";
          },
          app.keys().size());
    }
  }
}

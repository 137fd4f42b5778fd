package org.conversationsessions.local.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.testing.Randoms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoAccountsTest {
  private static final URI SERVICE = URI.create("http://127.0.0.1:8080");
  private static final URI DATABASE = URI.create("http://127.0.0.1:8000");

  @TempDir Path folder;

  @Test
  void makesTheAccountsOfTheContract() throws Exception {
    Credentials credentials = register(1, new FakeDemoRegistry());

    assertThat(credentials.accounts()).hasSize(2);
    Credentials.Account first = credentials.accounts().get(0);
    assertThat(first.bots()).hasSize(3).allMatch(BotId::isValid).doesNotHaveDuplicates();
    assertThat(first.apps())
        .extracting(Credentials.Client::kind)
        .containsExactly("builder", "builder", "admin");
    assertThat(first.apps().get(0).bots()).isEqualTo(first.bots().subList(0, 2));
    assertThat(first.apps().get(1).bots()).isEqualTo(first.bots().subList(0, 1));
    assertThat(first.apps().get(2).bots()).isEmpty();
    assertThat(first.apps().get(0).scopes())
        .containsExactly(
            "billing_sessions:read",
            "bot_sessions:read",
            "bot_sessions:write",
            "chat_history:read",
            "debug_logs:read",
            "delete_conversations:delete",
            "get_metrics:get_metrics");
    assertThat(first.apps().get(1).scopes()).isEmpty();
    assertThat(first.apps().get(2).scopes())
        .containsExactly(
            "billing_sessions:read",
            "bot_definition:bot_import",
            "bot_publish:publish_request",
            "bot_publish:publish_status",
            "bot_sessions:read",
            "bot_sessions:write",
            "chat_history:read",
            "delete:delete_user_data",
            "get_metrics:get_metrics",
            "role_management:role_management");
    Credentials.Account second = credentials.accounts().get(1);
    assertThat(second.bots()).hasSize(1);
    assertThat(second.apps())
        .extracting(Credentials.Client::kind)
        .containsExactly("builder", "admin");
    assertThat(credentials.accounts())
        .flatExtracting(Credentials.Account::apps)
        .extracting(Credentials.Client::secret)
        .allMatch(secret -> secret.matches("[A-Za-z0-9_-]{64}"))
        .doesNotHaveDuplicates();
  }

  @Test
  void registersThem() throws Exception {
    FakeDemoRegistry registry = new FakeDemoRegistry();

    Credentials.Account first = register(1, registry).accounts().getFirst();

    assertThat(registry.accounts()).hasSize(2).contains(first.account());
    assertThat(registry.bots())
        .hasSize(4)
        .containsEntry(new BotId(first.bots().getFirst()), first.account());
    assertThat(registry.apps())
        .hasSize(5)
        .contains(
            new App(
                first.apps().getFirst().appId(),
                first.account(),
                AppKind.BUILDER,
                Set.of(new BotId(first.bots().get(0)), new BotId(first.bots().get(1))),
                Scope.allOf(AppKind.BUILDER),
                List.of(new SigningKey.Secret(first.apps().getFirst().secret()))));
  }

  @Test
  void keepsThemOverRestartsAtWhateverAddress() throws Exception {
    Credentials before = register(1, new FakeDemoRegistry());
    FakeDemoRegistry registry = new FakeDemoRegistry();

    Credentials after =
        new DemoAccounts(Randoms.fixed(2))
            .register(file(), others(), URI.create("http://127.0.0.1:9"), DATABASE, registry);

    assertThat(after.accounts()).isEqualTo(before.accounts());
    assertThat(after.url()).isEqualTo("http://127.0.0.1:9");
    assertThat(Credentials.read(file())).isEqualTo(after);
    assertThat(registry.apps()).hasSize(5);
  }

  @Test
  void appsOfAnEarlierVersionGetTheScopesOfTheirKindUnlessTheyAreStored() throws Exception {
    FakeDemoRegistry kept = new FakeDemoRegistry();
    Credentials now = register(1, new FakeDemoRegistry());
    Credentials earlier =
        now.withAccounts(
            now.accounts().stream().map(DemoAccountsTest::ofTheEarlierVersion).toList());
    earlier.write(file());
    for (Credentials.Account account : earlier.accounts()) {
      kept.registerAccount(account.account());
      account.apps().forEach(app -> kept.registerApp(earlier(account.account(), app)));
    }
    Set<App> stored = kept.apps();

    assertThat(register(1, kept).accounts()).as("stored").isEqualTo(earlier.accounts());
    assertThat(kept.apps()).isEqualTo(stored);
    assertThat(register(1, new FakeDemoRegistry())).as("in memory").isEqualTo(now);
    assertThat(Credentials.read(file())).isEqualTo(now);
  }

  private static Credentials.Account ofTheEarlierVersion(Credentials.Account account) {
    return new Credentials.Account(
        account.account(),
        account.bots(),
        account.apps().stream()
            .map(
                app ->
                    app.scopes().isEmpty()
                        ? app
                        : app.withScopes(List.of("bot_sessions:read", "bot_sessions:write")))
            .toList());
  }

  private static App earlier(String account, Credentials.Client app) {
    return new App(
        app.appId(),
        account,
        app.kind().equals("admin") ? AppKind.ADMIN : AppKind.BUILDER,
        Set.of(),
        app.scopes().isEmpty() ? Set.of() : Set.of(Scope.READ, Scope.WRITE),
        List.of(new SigningKey.Secret(app.secret())));
  }

  @Test
  void takesThoseOfAnotherFileWhereThereAreNoneYet() throws Exception {
    Credentials before = register(1, new FakeDemoRegistry());
    Files.move(file(), others());

    Credentials after = register(2, new FakeDemoRegistry());

    assertThat(after.accounts()).isEqualTo(before.accounts());
    assertThat(Credentials.read(file())).isEqualTo(after);
  }

  @Test
  void saysWhatToDoAboutAFileThatHoldsNone() throws Exception {
    register(1, new FakeDemoRegistry());
    Files.writeString(file(), "{");

    assertThatThrownBy(() -> register(1, new FakeDemoRegistry()))
        .hasMessage(file() + " does not hold demo accounts; delete it to generate new ones");
  }

  @Test
  void keepsSecretsToTheFilesOwnerAndOutOfTexts() throws Exception {
    Credentials credentials = register(1, new FakeDemoRegistry());

    String secret = credentials.accounts().getFirst().apps().getFirst().secret();
    assertThat(credentials.toString()).doesNotContain(secret);
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      System.out.println("permissions not checked: this file system has none");
      return;
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  private Credentials register(long seed, DemoRegistry registry) throws Exception {
    return new DemoAccounts(Randoms.fixed(seed))
        .register(file(), others(), SERVICE, DATABASE, registry);
  }

  private Path others() {
    return folder.resolve("others.json");
  }

  private Path file() {
    return folder.resolve("made/credentials.json");
  }
}

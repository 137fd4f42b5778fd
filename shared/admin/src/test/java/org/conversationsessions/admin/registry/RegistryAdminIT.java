package org.conversationsessions.admin.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.RegisteredApp;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.store.FaultyDynamo;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.TestTables;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.registry.BotItem;
import org.conversationsessions.store.registry.DynamoRegistry;
import org.conversationsessions.store.registry.DynamoSettingsStore;
import org.conversationsessions.store.registry.RegistryFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Registering accounts, bots and apps, with their keys and scopes (contract, section 2). */
class RegistryAdminIT {
  private static final String SECRET = "a secret of at least 32 characters";

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(RegistryAdminIT.class);
  private final RegistryAdmin admin = admin(database);
  private final DynamoRegistry registry =
      new DynamoRegistry(database.dynamo(), database.tables(), RegistryFixture.CIPHER);
  private final String account = "acc-" + UUID.randomUUID();

  private static RegistryAdmin admin(TestDynamo.Database database) {
    // The api module decides which keys are usable; here all are.
    return new RegistryAdmin(
        database.dynamo(), database.tables(), RegistryFixture.CIPHER, jwk -> Optional.empty());
  }

  @Test
  void registersAnAccountOnce() {
    assertThat(admin.isAccount(account)).isFalse();
    assertThat(admin.registerAccount(account)).isTrue();
    assertThat(admin.registerAccount(account)).isFalse();
    assertThat(admin.isAccount(account)).isTrue();
    assertThat(admin.accounts()).contains(account);
    assertThat(registry.botsOf(account)).isEmpty();
    assertThat(registry.bots(unreadable -> {})).noneMatch(bot -> bot.account().equals(account));
  }

  @Test
  void everyFailureOfTheDatabaseIsAStoreException() {
    SdkException failure = ApiCallTimeoutException.create(5000);
    FaultyDynamo faulty = new FaultyDynamo(database.dynamo());
    List.of("getItem", "putItem", "query", "scan").forEach(call -> faulty.failing(call, failure));
    RegistryAdmin failing =
        new RegistryAdmin(
            faulty.client(), database.tables(), RegistryFixture.CIPHER, jwk -> Optional.empty());
    List<Runnable> calls =
        List.of(
            () -> failing.registerAccount(account),
            () -> failing.isAccount(account),
            () -> failing.accounts());
    for (Runnable call : calls) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(call::run)
          .withMessageContaining(Objects.requireNonNull(failure.getMessage()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a#b", "a b", "\u00e9", "a\n"})
  void refusesAnAccountNameThatWouldBreakKeys(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> admin.registerAccount(name));
  }

  @Test
  void registersABotOnceAcrossAllAccounts() {
    BotId bot = new BotId("st-" + UUID.randomUUID());
    admin.registerAccount(account);
    admin.registerAccount(account + "2");
    DynamoSettingsStore settings = new DynamoSettingsStore(database.dynamo(), database.tables());

    assertThat(admin.registerBot(bot, account)).isTrue();
    settings.write(bot, ManagedSettings.OF_NEW_BOT);
    assertThat(admin.registerBot(bot, account + "2")).isFalse();

    assertThat(registry.bot(bot.value()).orElseThrow().account()).isEqualTo(account);
    assertThat(settings.read(bot)).contains(ManagedSettings.OF_NEW_BOT.withVersion(1));
  }

  @Test
  void refusesBotsAndAppsOfAnUnknownAccount() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> admin.registerBot(new BotId("st-x"), account));
    assertThatIllegalArgumentException().isThrownBy(() -> admin.registerApp(app(SECRET)));
  }

  @Test
  void refusesAWeakSecretAndAnIdentifierOfAnotherKind() {
    admin.registerAccount(account);
    assertThatIllegalArgumentException().isThrownBy(() -> admin.registerApp(app("x".repeat(31))));
    App odd = app(SECRET);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                admin.registerApp(
                    new App("st-1", account, odd.kind(), Set.of(), Set.of(), odd.keys())));
  }

  @Test
  void changesARegisteredAppOnly() {
    admin.registerAccount(account);
    App app = app(SECRET);
    App rotated =
        new App(
            app.appId(),
            account,
            AppKind.BUILDER,
            Set.of(new BotId("st-1")),
            Set.of(Scope.WRITE),
            List.of(new SigningKey.Secret("new " + SECRET), new SigningKey.Secret(SECRET)));
    assertThat(admin.changeApp(app.appId(), _ -> rotated)).isEmpty();
    admin.registerApp(app);
    assertThat(admin.registerApp(app)).isFalse();

    assertThat(admin.changeApp(app.appId(), _ -> rotated)).contains(rotated);

    assertThat(registry.app(app.appId())).contains(rotated);
    assertThat(registry.appsOf(account)).containsExactly(new RegisteredApp(rotated, true));
    assertThat(registry.appsOf("")).isEmpty();
  }

  @Test
  void aDisabledAppIsNotFoundAndStaysDisabledWhenItChanges() {
    admin.registerAccount(account);
    App app = app(SECRET);
    App changed = app("another " + SECRET);
    changed =
        new App(app.appId(), account, app.kind(), app.bots(), Set.of(Scope.WRITE), changed.keys());
    assertThat(admin.enableApp(app.appId(), false)).isFalse();
    admin.registerApp(app);

    assertThat(admin.enableApp(app.appId(), false)).isTrue();
    assertThat(admin.enableApp(app.appId(), false)).as("again").isTrue();
    assertThat(registry.app(app.appId())).isEmpty();
    assertThat(registry.appsOf(account)).containsExactly(new RegisteredApp(app, false));
    App next = changed;
    admin.changeApp(app.appId(), _ -> next);
    assertThat(registry.app(app.appId())).isEmpty();

    assertThat(admin.enableApp(app.appId(), true)).isTrue();
    assertThat(registry.app(app.appId())).contains(changed);
    assertThat(admin.app(app.appId())).contains(new RegisteredApp(changed, true));
  }

  @Test
  void removingAnAppRemovesNothingElse() {
    admin.registerAccount(account);
    App app = app(SECRET);
    admin.registerApp(app);
    BotId bot = new BotId("st-" + UUID.randomUUID());
    admin.registerBot(bot, account);

    assertThat(admin.removeApp(app.appId())).isTrue();
    assertThat(admin.removeApp(app.appId())).isFalse();
    assertThat(admin.removeApp(bot.value())).isFalse();

    assertThat(registry.app(app.appId())).isEmpty();
    assertThat(registry.appsOf(account)).isEmpty();
    assertThat(registry.bot(bot.value())).isPresent();
  }

  @Test
  void aRemovedBotKeepsItsIdentifierForItsAccountAndIsRestoredAsItWas() {
    admin.registerAccount(account);
    admin.registerAccount(account + "2");
    BotId bot = new BotId("st-" + UUID.randomUUID());
    Instant now = Instant.parse("2026-03-01T10:00:00Z");
    assertThat(admin.removeBot(bot, now)).isFalse();
    admin.registerBot(bot, account);
    DynamoSettingsStore settings = new DynamoSettingsStore(database.dynamo(), database.tables());
    settings.write(bot, ManagedSettings.OF_NEW_BOT);
    admin.setShards(bot, LocalDate.parse("2026-03-09"), 4, now);

    assertThat(admin.removeBot(bot, now)).isTrue();
    assertThat(admin.removeBot(bot, now)).isFalse();
    assertThat(registry.bot(bot.value())).isEmpty();
    assertThat(admin.setShards(bot, LocalDate.parse("2026-03-09"), 2, now)).isEmpty();
    assertThat(admin.registerBot(bot, account + "2")).isFalse();
    assertThat(registry.bot(bot.value())).isEmpty();

    assertThat(admin.registerBot(bot, account)).isTrue();
    assertThat(admin.registerBot(bot, account)).isFalse();
    assertThat(registry.bot(bot.value()).orElseThrow().settings().version()).isEqualTo(1);
    assertThat(
            admin
                .setShards(bot, LocalDate.parse("2026-03-10"), 2, now)
                .orElseThrow()
                .shardsByFirstDay())
        .containsEntry(LocalDate.parse("2026-03-09"), 4);
  }

  @Test
  void requireKeyFailsIfStoredSecretsAreSealedWithAnotherKey() {
    TestDynamo.Database own =
        new TestDynamo.Database(database.dynamo(), TestTables.createIn(database.dynamo()));
    RegistryAdmin mine = admin(own);
    RegistryAdmin another =
        new RegistryAdmin(
            own.dynamo(),
            own.tables(),
            new SecretCipher("another key of 32 letters or more"),
            jwk -> Optional.empty());
    assertThatNoException().isThrownBy(another::requireKey);
    mine.registerAccount(account);
    App signsItself =
        new App(
            "cs-0",
            account,
            AppKind.ADMIN,
            Set.of(),
            Set.of(),
            List.of(new SigningKey.PublicKey("{}")));
    mine.registerApp(signsItself);
    assertThatNoException().isThrownBy(another::requireKey);

    mine.registerApp(app(SECRET));

    assertThatNoException().isThrownBy(mine::requireKey);
    assertThatExceptionOfType(UnreadableItemException.class)
        .isThrownBy(another::requireKey)
        .withMessageContaining("sealed with key");
  }

  @Test
  void noSecretIsStoredInPlainText() {
    admin.registerAccount(account);
    App app = app(SECRET);
    admin.registerApp(app);

    String stored =
        database
            .dynamo()
            .getItem(
                get ->
                    get.tableName(database.tables().registry())
                        .key(Map.of(BotItem.ID, Attributes.s(app.appId()))))
            .item()
            .toString();

    assertThat(stored).contains(app.appId()).doesNotContain(SECRET);
    assertThat(app.toString()).doesNotContain(SECRET);
  }

  @Test
  void aWrongKeyIsAFailureNotAMissingApp() {
    admin.registerAccount(account);
    App app = app(SECRET);
    admin.registerApp(app);
    DynamoRegistry wrong =
        new DynamoRegistry(
            database.dynamo(),
            database.tables(),
            new SecretCipher("another key material of 32 letters"));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> wrong.app(app.appId()))
        .withMessageContaining("SECRETS_KEY");
  }

  private App app(String secret) {
    return new App(
        "cs-" + UUID.randomUUID(),
        account,
        AppKind.ADMIN,
        Set.of(),
        Set.of(Scope.READ),
        List.of(new SigningKey.Secret(secret)));
  }
}

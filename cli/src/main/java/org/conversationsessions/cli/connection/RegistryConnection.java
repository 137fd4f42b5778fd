package org.conversationsessions.cli.connection;

import java.util.function.UnaryOperator;
import org.conversationsessions.admin.registry.AccountOperatorAdmin;
import org.conversationsessions.admin.registry.RegistryAdmin;
import org.conversationsessions.api.token.PublicKeys;
import org.conversationsessions.application.registry.AccountOperators;
import org.conversationsessions.application.settings.SettingsStore;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.client.Dynamo;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.registry.DynamoAccountOperators;
import org.conversationsessions.store.registry.DynamoRegistry;
import org.conversationsessions.store.registry.DynamoSettingsStore;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An open connection to the registry of one installation. */
public final class RegistryConnection implements AutoCloseable {
  private final DynamoDbClient dynamo;
  private final RegistryAdmin admin;
  private final DynamoRegistry registry;
  private final SettingsStore settings;
  private final AccountOperators operators;
  private final AccountOperatorAdmin operatorAdmin;

  /**
   * Opens the registry.
   *
   * @param dynamo a client that this connection closes
   * @param table the registry table's name
   * @param keyMaterial the key that encrypts the registry's secrets
   */
  RegistryConnection(DynamoDbClient dynamo, String table, String keyMaterial) {
    this.dynamo = Dynamo.bounded(dynamo);
    SecretCipher cipher = new SecretCipher(keyMaterial);
    Tables tables = Tables.ofRegistry(table);
    admin = new RegistryAdmin(this.dynamo, tables, cipher, PublicKeys.rule());
    registry = new DynamoRegistry(this.dynamo, tables, cipher);
    settings = new DynamoSettingsStore(this.dynamo, tables);
    operators = new DynamoAccountOperators(this.dynamo, tables);
    operatorAdmin = new AccountOperatorAdmin(this.dynamo, tables);
  }

  /** Returns the registry for changes. */
  public RegistryAdmin admin() {
    return admin;
  }

  /** Returns the registry for reading. */
  public DynamoRegistry reader() {
    return registry;
  }

  /** Returns the bots' settings. */
  public SettingsStore settings() {
    return settings;
  }

  /** Returns the operators of accounts for reading. */
  public AccountOperators operators() {
    return operators;
  }

  /** Returns the operators of accounts for changes. */
  public AccountOperatorAdmin operatorAdmin() {
    return operatorAdmin;
  }

  /**
   * Checks that an account is registered.
   *
   * @throws CliException if it is not
   */
  public void requireAccount(String account) {
    if (!admin.isAccount(account)) {
      throw new CliException(
          "no account "
              + account
              + ": see bin/admin accounts, or add it with bin/admin add-account");
    }
  }

  /**
   * Returns the identifier of a bot.
   *
   * @throws CliException if the account has no such bot
   */
  public BotId requireBot(String bot, String account) {
    Bot found =
        registry
            .bot(bot)
            .orElseThrow(
                () ->
                    new CliException(
                        "no bot " + bot + ": see bin/admin bots --account " + account));
    if (!found.account().equals(account)) {
      throw new CliException(
          bot + " belongs to another account: see bin/admin bots --account " + account);
    }
    return found.id();
  }

  /**
   * Returns an app, enabled or disabled, by a strongly consistent read.
   *
   * @throws CliException if it is not registered
   */
  public App requireApp(String appId) {
    return admin.app(appId).orElseThrow(() -> noSuchApp(appId)).app();
  }

  /**
   * Changes an app with optimistic locking: no concurrent change is lost.
   *
   * @return the changed app
   * @throws CliException if it is not registered
   */
  public App changeApp(String appId, UnaryOperator<App> change) {
    return admin.changeApp(appId, change).orElseThrow(() -> noSuchApp(appId));
  }

  /**
   * Checks the result of an operation on an app.
   *
   * @param found whether the operation found the app
   * @throws CliException if it did not
   */
  public static void requireFound(boolean found, String appId) {
    if (!found) {
      throw noSuchApp(appId);
    }
  }

  private static CliException noSuchApp(String appId) {
    return new CliException("no app " + appId + ": see bin/admin apps");
  }

  @Override
  public void close() {
    dynamo.close();
  }
}

package org.conversationsessions.local.cli.admin;

import java.util.function.UnaryOperator;
import org.conversationsessions.admin.registry.RegistryAdmin;
import org.conversationsessions.api.token.PublicKeys;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.store.client.Dynamo;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.registry.DynamoRegistry;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The registry of one installation, while a command works on it. */
final class Access implements AutoCloseable {
  private final DynamoDbClient dynamo;
  private final RegistryAdmin admin;
  private final DynamoRegistry registry;

  /**
   * Opens a registry.
   *
   * @param dynamo closed with this
   * @param table the registry's table
   * @param keyMaterial what its secrets are sealed with
   */
  Access(DynamoDbClient dynamo, String table, String keyMaterial) {
    this.dynamo = Dynamo.bounded(dynamo);
    SecretCipher box = new SecretCipher(keyMaterial);
    // The other tables hold nothing that these commands are for.
    Tables tables = Tables.ofRegistry(table);
    admin = new RegistryAdmin(this.dynamo, tables, box, PublicKeys.rule());
    registry = new DynamoRegistry(this.dynamo, tables, box);
  }

  RegistryAdmin admin() {
    return admin;
  }

  DynamoRegistry registry() {
    return registry;
  }

  /** Refuses an account that is not registered. */
  void requireAccount(String account) {
    if (!admin.isAccount(account)) {
      throw new CliException(
          "no account "
              + account
              + ": see bin/admin accounts, or add it with bin/admin add-account");
    }
  }

  /** The bot's identifier, if it is a bot of that account. */
  BotId requireBot(String bot, String account) {
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

  /** An app that is there for certain, disabled or not. */
  App requireApp(String appId) {
    return admin.app(appId).orElseThrow(() -> noSuchApp(appId)).app();
  }

  /** Refuses to go on if there was no such app. */
  static void requireFound(boolean found, String appId) {
    if (!found) {
      throw noSuchApp(appId);
    }
  }

  /** Changes an app, and loses no change that another makes at the same time. */
  App changeApp(String appId, UnaryOperator<App> change) {
    return admin.changeApp(appId, change).orElseThrow(() -> noSuchApp(appId));
  }

  private static CliException noSuchApp(String appId) {
    return new CliException("no app " + appId + ": see bin/admin apps");
  }

  @Override
  public void close() {
    dynamo.close();
  }
}

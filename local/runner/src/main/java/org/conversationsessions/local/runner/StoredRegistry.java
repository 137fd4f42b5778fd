package org.conversationsessions.local.runner;

import java.util.Optional;
import org.conversationsessions.admin.registry.RegistryAdmin;
import org.conversationsessions.api.token.PublicKeys;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.local.runner.demo.DemoRegistry;
import org.conversationsessions.local.template.Template;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The registry in the database, for the demo accounts and for the runner's users.
 *
 * @param admin writes to the registry's table
 */
record StoredRegistry(RegistryAdmin admin) implements DemoRegistry {
  /**
   * Returns the registry of the template's functions.
   *
   * @param secretsKey encrypts the apps' secrets
   * @throws StartException if no function knows the registry's table
   */
  static StoredRegistry of(DynamoDbClient client, Template template, String secretsKey) {
    return new StoredRegistry(
        new RegistryAdmin(
            client,
            Tables.ofRegistry(table(template)),
            new SecretCipher(secretsKey),
            PublicKeys.rule()));
  }

  /** Returns the name of the registry's table, from a function's environment. */
  private static String table(Template template) {
    return template.functions().stream()
        .flatMap(
            function -> Optional.ofNullable(function.environment().get("REGISTRY_TABLE")).stream())
        .findFirst()
        .orElseThrow(() -> new StartException("no function of the template has REGISTRY_TABLE"));
  }

  @Override
  public void registerAccount(String account) {
    admin.registerAccount(account);
  }

  @Override
  public void registerBot(BotId bot, String account, String name) {
    if (admin.registerBot(bot, account)) {
      admin.nameBot(bot, name);
    }
  }

  @Override
  public boolean registerApp(App app) {
    return admin.registerApp(app);
  }
}

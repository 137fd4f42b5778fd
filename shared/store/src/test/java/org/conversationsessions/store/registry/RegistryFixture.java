package org.conversationsessions.store.registry;

import java.util.Map;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.SecretCipher;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Puts bots and apps into the registry table as {@code RegistryAdmin} does, without its checks.
 *
 * @param database the test database
 */
public record RegistryFixture(TestDynamo.Database database) {
  /** Encrypts and decrypts secrets and states in tests. */
  public static final SecretCipher CIPHER = new SecretCipher("key material for tests, 32 or more");

  /** Registers a new bot. */
  public void register(BotId bot, String account) {
    put(BotItem.of(bot, account));
  }

  /** Registers an app. */
  public void register(App app) {
    put(AppItem.of(app, CIPHER));
  }

  /** Marks a bot as removed. */
  public void remove(BotId bot) {
    database
        .dynamo()
        .updateItem(
            update ->
                update
                    .tableName(database.tables().registry())
                    .key(Map.of(BotItem.ID, Attributes.s(bot.value())))
                    .updateExpression("SET removedAt = :now")
                    .expressionAttributeValues(Map.of(":now", Attributes.n(1))));
  }

  private void put(Map<String, AttributeValue> item) {
    database.dynamo().putItem(put -> put.tableName(database.tables().registry()).item(item));
  }
}

package org.conversationsessions.store.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.registry.SettingsStore;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.CallFailure;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Bots' settings in DynamoDB. The lifecycle settings, which every event needs, are stored on the
 * bot's item ({@link BotItem}). The closure settings have an item for each version ({@link
 * ClosureSettingsItem}). One transaction writes both.
 */
public final class DynamoSettingsStore implements SettingsStore {
  private final DynamoDbClient dynamo;
  private final Tables tables;

  /** Creates the adapter. */
  public DynamoSettingsStore(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public Optional<ManagedSettings> read(BotId bot) {
    Map<String, AttributeValue> item = get(Map.of(BotItem.ID, Attributes.s(bot.value())), true);
    if (item.isEmpty()) {
      return Optional.empty();
    }
    // No change can come between the two reads: the settings of a version never change.
    BotSettings settings = BotItem.settings(item);
    return Optional.of(
        new ManagedSettings(
            settings, closure(bot, settings.version()), BotItem.ofRegistration(item)));
  }

  @Override
  public ClosureSettings closure(BotId bot, long version) {
    if (version == 0) {
      return ClosureSettings.DEFAULT;
    }
    Map<String, AttributeValue> key = ClosureSettingsItem.key(bot, version);
    Map<String, AttributeValue> item = get(key, false);
    if (item.isEmpty()) {
      // Version and settings were written together, so only this eventually consistent read is
      // stale.
      item = get(key, true);
    }
    if (item.isEmpty()) {
      throw new UnreadableItemException(
          "settings of version " + version + " are missing for " + bot);
    }
    return ClosureSettingsItem.read(item);
  }

  @Override
  public Optional<ManagedSettings> write(BotId bot, ManagedSettings updated) {
    Map<String, AttributeValue> values = new HashMap<>(BotItem.updateValues(updated.lifecycle()));
    if (updated.version() != 0) {
      values.put(":version", Attributes.n(updated.version()));
    }
    Update update =
        Update.builder()
            .tableName(tables.registry())
            .key(Map.of(BotItem.ID, Attributes.s(bot.value())))
            .updateExpression(BotItem.updateExpression(updated.lifecycle()))
            .conditionExpression(
                updated.version() == 0
                    ? "attribute_exists(id) AND attribute_not_exists(settingsVersion)"
                    : "settingsVersion = :version")
            .expressionAttributeValues(values)
            .build();
    Put closure =
        Put.builder()
            .tableName(tables.registry())
            .item(ClosureSettingsItem.of(bot, updated.version() + 1, updated.closure()))
            .build();
    try {
      dynamo.transactWriteItems(
          transact ->
              transact.transactItems(
                  TransactWriteItem.builder().update(update).build(),
                  TransactWriteItem.builder().put(closure).build()));
      return Optional.of(updated.withVersion(updated.version() + 1));
    } catch (TransactionCanceledException e) {
      boolean conflict =
          e.cancellationReasons().stream()
              .anyMatch(
                  r ->
                      "ConditionalCheckFailed".equals(r.code())
                          || "TransactionConflict".equals(r.code()));
      if (conflict) {
        return Optional.empty();
      }
      throw CallFailure.of("writing settings", e);
    }
  }

  private Map<String, AttributeValue> get(Map<String, AttributeValue> key, boolean consistent) {
    return dynamo
        .getItem(get -> get.tableName(tables.registry()).key(key).consistentRead(consistent))
        .item();
  }
}

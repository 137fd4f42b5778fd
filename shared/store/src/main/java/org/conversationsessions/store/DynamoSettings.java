package org.conversationsessions.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.StoreException;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.SettingsStore;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ManagedSettings;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Bots' settings in DynamoDB: what recording needs is on the bot's own item, the rest on one beside
 * it.
 */
public final class DynamoSettings implements SettingsStore {
  private final DynamoDbClient dynamo;
  private final Tables tables;

  /** Makes the adapter. */
  public DynamoSettings(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public Optional<ManagedSettings> read(BotId bot) {
    // Both at one instant: a change writes both.
    List<ItemResponse> items =
        Dynamo.call(
                "reading settings",
                () ->
                    dynamo.transactGetItems(
                        both ->
                            both.transactItems(
                                get(Map.of(BotItem.ID, Attributes.s(bot.value()))),
                                get(ClosureSettingsItem.key(bot)))))
            .responses();
    Map<String, AttributeValue> item = items.getFirst().item();
    Map<String, AttributeValue> closure = items.getLast().item();
    return item.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ManagedSettings(
                new Attributes(item).number(BotItem.SETTINGS_VERSION),
                BotItem.settings(item),
                closure.isEmpty() ? ClosureSettings.DEFAULT : ClosureSettingsItem.read(closure)));
  }

  @Override
  public Optional<ManagedSettings> write(BotId bot, ManagedSettings next) {
    Map<String, AttributeValue> values =
        new HashMap<>(BotItem.update(next.lifecycle(), next.version()));
    if (next.version() != 0) {
      values.put(":version", Attributes.n(next.version()));
    }
    Update update =
        Update.builder()
            .tableName(tables.registry())
            .key(Map.of(BotItem.ID, Attributes.s(bot.value())))
            .updateExpression(BotItem.UPDATE)
            .conditionExpression(
                next.version() == 0
                    ? "attribute_exists(id) AND attribute_not_exists(settingsVersion)"
                    : "settingsVersion = :version")
            .expressionAttributeValues(values)
            .build();
    Put closure =
        Put.builder()
            .tableName(tables.registry())
            .item(ClosureSettingsItem.of(bot, next.closure()))
            .build();
    try {
      dynamo.transactWriteItems(
          transact ->
              transact.transactItems(
                  TransactWriteItem.builder().update(update).build(),
                  TransactWriteItem.builder().put(closure).build()));
      return Optional.of(new ManagedSettings(next.version() + 1, next.lifecycle(), next.closure()));
    } catch (TransactionCanceledException e) {
      boolean lost =
          e.cancellationReasons().stream()
              .anyMatch(
                  r ->
                      "ConditionalCheckFailed".equals(r.code())
                          || "TransactionConflict".equals(r.code()));
      if (lost) {
        return Optional.empty();
      }
      throw new StoreException("writing settings: " + e.getMessage(), e);
    } catch (SdkException e) {
      throw new StoreException("writing settings: " + e.getMessage(), e);
    }
  }

  private TransactGetItem get(Map<String, AttributeValue> key) {
    return TransactGetItem.builder().get(get -> get.tableName(tables.registry()).key(key)).build();
  }
}

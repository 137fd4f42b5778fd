package org.conversationsessions.store.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.settings.SettingsStore;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.PublishedVersion;
import org.conversationsessions.domain.settings.SettingsChange;
import org.conversationsessions.domain.settings.SettingsDraft;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.CallFailure;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Bots' settings in DynamoDB. The lifecycle settings, which every event needs, are stored on the
 * bot's item ({@link BotItem}). The closure settings have an item for each version ({@link
 * ClosureSettingsItem}). One transaction writes both, and for a publication also the published
 * version ({@link SettingsChangeItem}), the list of versions ({@link PublishedVersionsItem}) and
 * the emptied draft.
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
      // Version and settings were written together, so the read was stale.
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
    return write(bot, updated, List.of());
  }

  @Override
  public SettingsDraft draft(BotId bot) {
    return SettingsChangeItem.readDraft(get(SettingsChangeItem.draftKey(bot), true));
  }

  @Override
  public boolean writeDraft(BotId bot, SettingsDraft updated) {
    Put put = draftPut(bot, updated);
    try {
      dynamo.putItem(
          request ->
              request
                  .tableName(put.tableName())
                  .item(put.item())
                  .conditionExpression(put.conditionExpression())
                  .expressionAttributeValues(put.expressionAttributeValues()));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  @Override
  public Optional<ManagedSettings> publish(
      BotId bot,
      ManagedSettings updated,
      PublishedVersion version,
      Optional<SettingsDraft> published) {
    List<Put> puts = new ArrayList<>();
    puts.add(put(PublishedVersionsItem.of(bot, version, versions(bot))));
    puts.add(put(SettingsChangeItem.ofVersion(bot, version.number(), SettingsChange.to(updated))));
    published.ifPresent(draft -> puts.add(draftPut(bot, draft.emptied())));
    return write(bot, updated, puts);
  }

  @Override
  public List<PublishedVersion> versions(BotId bot) {
    return PublishedVersionsItem.read(get(PublishedVersionsItem.key(bot), true));
  }

  /** A published version is stored as the change that sets all settings. */
  @Override
  public Optional<SettingsChange> version(BotId bot, long number) {
    return Optional.of(get(SettingsChangeItem.versionKey(bot, number), true))
        .filter(item -> !item.isEmpty())
        .map(SettingsChangeItem::read);
  }

  /**
   * Writes the settings with further items in one transaction; empty if a condition does not hold.
   */
  private Optional<ManagedSettings> write(BotId bot, ManagedSettings updated, List<Put> further) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(TransactWriteItem.builder().update(update(bot, updated.lifecycle())).build());
    Put closure = put(ClosureSettingsItem.of(bot, updated.version() + 1, updated.closure()));
    Stream.concat(Stream.of(closure), further.stream())
        .map(put -> TransactWriteItem.builder().put(put).build())
        .forEach(writes::add);
    try {
      dynamo.transactWriteItems(transact -> transact.transactItems(writes));
      return Optional.of(updated.withVersion(updated.version() + 1));
    } catch (TransactionCanceledException e) {
      if (CallFailure.isConflict(e)) {
        return Optional.empty();
      }
      throw CallFailure.of("writing settings", e);
    }
  }

  private Update update(BotId bot, BotSettings settings) {
    Map<String, AttributeValue> values = new HashMap<>(BotItem.updateValues(settings));
    if (settings.version() != 0) {
      values.put(":version", Attributes.n(settings.version()));
    }
    return Update.builder()
        .tableName(tables.registry())
        .key(Map.of(BotItem.ID, Attributes.s(bot.value())))
        .updateExpression(BotItem.updateExpression(settings))
        .conditionExpression(
            settings.version() == 0
                ? "attribute_exists(id) AND attribute_not_exists(settingsVersion)"
                : "settingsVersion = :version")
        .expressionAttributeValues(values)
        .build();
  }

  private Put put(Map<String, AttributeValue> item) {
    return Put.builder().tableName(tables.registry()).item(item).build();
  }

  /** Returns the write of a draft's next revision. An emptied draft is kept for its revision. */
  private Put draftPut(BotId bot, SettingsDraft draft) {
    Put put = put(SettingsChangeItem.ofDraft(bot, draft.written()));
    return draft.revision() == 0
        ? put.toBuilder().conditionExpression("attribute_not_exists(id)").build()
        : put.toBuilder()
            .conditionExpression(SettingsChangeItem.REVISION + " = :revision")
            .expressionAttributeValues(Map.of(":revision", Attributes.n(draft.revision())))
            .build();
  }

  private Map<String, AttributeValue> get(Map<String, AttributeValue> key, boolean consistent) {
    return dynamo
        .getItem(get -> get.tableName(tables.registry()).key(key).consistentRead(consistent))
        .item();
  }
}

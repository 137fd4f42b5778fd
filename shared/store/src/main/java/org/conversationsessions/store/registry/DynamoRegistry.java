package org.conversationsessions.store.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.RegisteredApp;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.client.Tables;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Bots and apps in DynamoDB. */
public final class DynamoRegistry implements Registry {
  /** No bot or app has a longer identifier. */
  private static final int MAX_ID = 128;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final SecretCipher cipher;

  /** Creates the adapter. */
  public DynamoRegistry(DynamoDbClient dynamo, Tables tables, SecretCipher cipher) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.cipher = cipher;
  }

  @Override
  public Optional<App> app(String appId) {
    return item(appId)
        .filter(item -> AppItem.isApp(item) && AppItem.isEnabled(item))
        .map(item -> AppItem.read(item, cipher));
  }

  @Override
  public Optional<Bot> bot(String botId) {
    return BotId.isValid(botId)
        ? item(botId).filter(BotItem::isRegistered).map(BotItem::read)
        : Optional.empty();
  }

  @Override
  public List<Bot> botsOf(String account) {
    return registered(BotItem.owner(account, ""));
  }

  @Override
  public List<Bot> bots(Consumer<UnreadableItemException> unreadable) {
    return readBots(item -> BotItem.isRegistered(item) ? BotItem.read(item) : null, unreadable);
  }

  @Override
  public List<Bot> botsWithRemoved(Consumer<UnreadableItemException> unreadable) {
    return readBots(
        item -> BotItem.isRegistered(item) ? BotItem.read(item) : BotItem.read(item).removed(),
        unreadable);
  }

  /** Returns the selected bots that can be read. */
  private List<Bot> readBots(
      Function<Map<String, AttributeValue>, @Nullable Bot> reader,
      Consumer<UnreadableItemException> unreadable) {
    List<Bot> bots = new ArrayList<>();
    for (Map<String, AttributeValue> item : ofKind(BotItem.KIND_BOT, "")) {
      try {
        Bot bot = reader.apply(item);
        if (bot != null) {
          bots.add(bot);
        }
      } catch (UnreadableItemException e) {
        unreadable.accept(e);
      }
    }
    return bots;
  }

  /** Returns all apps of an account, also disabled ones, by identifier. */
  public List<RegisteredApp> appsOf(String account) {
    return ofKind(AppItem.KIND_APP, BotItem.owner(account, "")).stream()
        .map(item -> AppItem.readRegistered(item, cipher))
        .toList();
  }

  private List<Bot> registered(String prefix) {
    return ofKind(BotItem.KIND_BOT, prefix).stream()
        .filter(BotItem::isRegistered)
        .map(BotItem::read)
        .toList();
  }

  private Optional<Map<String, AttributeValue>> item(String id) {
    if (id.isEmpty() || id.length() > MAX_ID) {
      return Optional.empty();
    }
    Map<String, AttributeValue> item =
        dynamo
            .getItem(
                get -> get.tableName(tables.registry()).key(Map.of(BotItem.ID, Attributes.s(id))))
            .item();
    return Optional.of(item);
  }

  private List<Map<String, AttributeValue>> ofKind(String kind, String prefix) {
    List<Map<String, AttributeValue>> found = new ArrayList<>();
    QueryRequest.Builder query =
        QueryRequest.builder().tableName(tables.registry()).indexName(BotItem.BY_KIND);
    if (prefix.isEmpty()) {
      query
          .keyConditionExpression("kind = :kind")
          .expressionAttributeValues(Map.of(":kind", Attributes.s(kind)));
    } else {
      query
          .keyConditionExpression("kind = :kind AND begins_with(#owner, :prefix)")
          .expressionAttributeNames(Map.of("#owner", BotItem.OWNER))
          .expressionAttributeValues(
              Map.of(":kind", Attributes.s(kind), ":prefix", Attributes.s(prefix)));
    }
    Queries.forEach(
        dynamo,
        query.build(),
        item -> {
          found.add(item);
          return true;
        });
    return found;
  }
}

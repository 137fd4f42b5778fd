package org.conversationsessions.store.registry;

import java.util.List;
import java.util.Map;
import org.conversationsessions.application.imports.BotRegistration;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.store.client.CallFailure;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Registers new bots in DynamoDB. One transaction writes the bot's item and its closure settings.
 *
 * @param tables the tables' names
 */
public record DynamoBotRegistration(DynamoDbClient dynamo, Tables tables)
    implements BotRegistration {
  @Override
  public void register(Bot bot, ClosureSettings closure) {
    List<TransactWriteItem> writes =
        List.of(
            putNew(BotItem.of(bot)),
            putNew(ClosureSettingsItem.of(bot.id(), bot.settings().version(), closure)));
    try {
      dynamo.transactWriteItems(transact -> transact.transactItems(writes));
    } catch (TransactionCanceledException e) {
      throw CallFailure.of("registering a bot", e);
    }
  }

  private TransactWriteItem putNew(Map<String, AttributeValue> item) {
    Put put =
        Put.builder()
            .tableName(tables.registry())
            .item(item)
            .conditionExpression("attribute_not_exists(id)")
            .build();
    return TransactWriteItem.builder().put(put).build();
  }
}

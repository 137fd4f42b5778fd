package org.conversationsessions.store.imports;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.imports.Imports;
import org.conversationsessions.domain.imports.BotImport;
import org.conversationsessions.domain.imports.FileId;
import org.conversationsessions.domain.imports.ImportId;
import org.conversationsessions.domain.imports.Upload;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Uploads and imports in DynamoDB.
 *
 * @param tables the tables' names
 * @param clock the clock. DynamoDB deletes an expired item up to days later; until then it is not
 *     found
 */
public record DynamoImports(DynamoDbClient dynamo, Tables tables, InstantSource clock)
    implements Imports {
  @Override
  public void store(Upload upload) {
    put(UploadItem.of(upload));
  }

  @Override
  public Optional<Upload> upload(FileId id) {
    return get(UploadItem.key(id)).map(UploadItem::read);
  }

  @Override
  public void store(BotImport state) {
    put(ImportItem.of(state));
  }

  @Override
  public Optional<BotImport> find(ImportId id) {
    return get(ImportItem.key(id)).map(ImportItem::read);
  }

  private void put(Map<String, AttributeValue> item) {
    dynamo.putItem(put -> put.tableName(tables.imports()).item(item));
  }

  private Optional<Map<String, AttributeValue>> get(Map<String, AttributeValue> key) {
    Map<String, AttributeValue> item =
        dynamo.getItem(get -> get.tableName(tables.imports()).key(key).consistentRead(true)).item();
    return item.isEmpty()
            || new Attributes(item).number(Expiry.ATTRIBUTE) <= clock.instant().getEpochSecond()
        ? Optional.empty()
        : Optional.of(item);
  }
}

package org.conversationsessions.store.erasure;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.erasure.Erasures;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.Erasure;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.erasure.ErasureProgress;
import org.conversationsessions.domain.erasure.TargetReceipt;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.CallFailure;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Requests to erase data in DynamoDB.
 *
 * @param tables the tables' names
 * @param clock the service's time
 * @param cipher encrypts whose data it is about
 */
public record DynamoErasures(DynamoDbClient dynamo, Tables tables, Clock clock, SecretCipher cipher)
    implements Erasures {
  private static final String UNCHANGED = "v = :version";

  @Override
  public void create(Erasure request, ErasureProgress first) {
    Map<String, AttributeValue> body =
        kept(ErasureRequestItem.of(request, cipher), request.createdAt()).item();
    dynamo.putItem(put -> put.tableName(tables.erasures()).item(body));
    // Without its progress the request does not exist.
    Map<String, AttributeValue> progress =
        kept(ErasureItem.of(request.id(), first), request.createdAt()).item();
    dynamo.putItem(put -> put.tableName(tables.erasures()).item(progress));
  }

  @Override
  public Optional<Stored> find(ErasureId id) {
    Map<String, AttributeValue> progress = get(id, ErasureItem.PROGRESS);
    Map<String, AttributeValue> request =
        progress.isEmpty() ? Map.of() : get(id, ErasureItem.REQUEST);
    return request.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Stored(ErasureRequestItem.read(request, cipher), ErasureItem.progress(progress)));
  }

  private Map<String, AttributeValue> get(ErasureId id, String part) {
    Map<String, AttributeValue> item =
        dynamo
            .getItem(
                get ->
                    get.tableName(tables.erasures())
                        .key(ErasureItem.key(id, part))
                        .consistentRead(true))
            .item();
    Attributes read = new Attributes(item);
    boolean expired =
        read.has(Expiry.ATTRIBUTE)
            && read.number(Expiry.ATTRIBUTE) <= clock.instant().getEpochSecond();
    return expired ? Map.of() : item;
  }

  @Override
  public boolean save(ErasureId id, ErasureProgress next) {
    try {
      dynamo.putItem(
          put ->
              put.tableName(tables.erasures())
                  .item(item(id, next))
                  .conditionExpression(UNCHANGED)
                  .expressionAttributeValues(before(next)));
      return true;
    } catch (ConditionalCheckFailedException | TransactionConflictException e) {
      return false;
    }
  }

  @Override
  public boolean mark(ErasureId id, ErasureProgress next, List<ErasureMark> marks) {
    List<TransactWriteItem> writes = new ArrayList<>();
    Put progress =
        Put.builder()
            .tableName(tables.erasures())
            .item(item(id, next))
            .conditionExpression(UNCHANGED)
            .expressionAttributeValues(before(next))
            .build();
    writes.add(TransactWriteItem.builder().put(progress).build());
    for (ErasureMark mark : marks) {
      Put put =
          Put.builder()
              .tableName(tables.sessions())
              .item(ErasureMarkItem.of(mark, clock.instant()))
              .build();
      writes.add(TransactWriteItem.builder().put(put).build());
    }
    try {
      dynamo.transactWriteItems(transact -> transact.transactItems(writes));
      return true;
    } catch (TransactionConflictException e) {
      return false;
    } catch (TransactionCanceledException e) {
      if (e.cancellationReasons().stream()
          .anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()))) {
        return false;
      }
      throw CallFailure.of("marking the end of an erasure", e);
    }
  }

  @Override
  public void unmark(ErasureMark mark) {
    dynamo.deleteItem(delete -> delete.tableName(tables.sessions()).key(ErasureMarkItem.key(mark)));
  }

  @Override
  public void addDeleted(ErasureId id, int receipt, Map<DataStore, Long> deleted) {
    Map<String, AttributeValue> values = new HashMap<>();
    List<String> sums = new ArrayList<>();
    deleted.forEach(
        (store, count) -> {
          String value = ":" + store.wire();
          sums.add(ErasureItem.DELETED + store.wire() + " " + value);
          values.put(value, Attributes.n(count));
        });
    values.put(":until", until());
    // A transaction would be idempotent, at twice the write units. The number only informs: the
    // passes decide whether everything is erased.
    dynamo.updateItem(
        update ->
            update
                .tableName(tables.erasures())
                .key(ErasureItem.key(id, ErasureItem.receipt(receipt)))
                .updateExpression("ADD " + String.join(", ", sums) + " SET expiresAt = :until")
                .expressionAttributeValues(values));
  }

  @Override
  public void settle(
      ErasureId id, int receipt, Map<DataStore, Long> remaining, Optional<Instant> goneBy) {
    Map<String, AttributeValue> values = new HashMap<>();
    List<String> assignments = new ArrayList<>();
    assignments.add(ErasureItem.SETTLED + " = :settled");
    assignments.add("expiresAt = :until");
    values.put(":settled", AttributeValue.fromBool(true));
    values.put(":until", until());
    remaining.forEach(
        (store, count) -> {
          assignments.add(ErasureItem.LEFT + store.wire() + " = :" + store.wire());
          values.put(":" + store.wire(), Attributes.n(count));
        });
    goneBy.ifPresent(
        at -> {
          assignments.add(ErasureItem.GONE_BY + " = :goneBy");
          values.put(":goneBy", Attributes.n(at.toEpochMilli()));
        });
    dynamo.updateItem(
        update ->
            update
                .tableName(tables.erasures())
                .key(ErasureItem.key(id, ErasureItem.receipt(receipt)))
                .updateExpression("SET " + String.join(", ", assignments))
                .expressionAttributeValues(values));
  }

  @Override
  public Map<Integer, TargetReceipt> receipts(ErasureId id) {
    Map<Integer, TargetReceipt> receipts = new HashMap<>();
    Queries.forEach(
        dynamo,
        QueryRequest.builder()
            .tableName(tables.erasures())
            .keyConditionExpression("#id = :id AND #part BETWEEN :from AND :to")
            .expressionAttributeNames(Map.of("#id", ErasureItem.ID, "#part", ErasureItem.PART))
            .expressionAttributeValues(
                Map.of(
                    ":id", Attributes.s(id.value()),
                    ":from", Attributes.s(ErasureItem.RECEIPT),
                    ":to", Attributes.s(ErasureItem.RECEIPT + "~")))
            .consistentRead(true)
            .build(),
        item -> {
          receipts.put(ErasureItem.number(item), ErasureItem.readReceipt(item));
          return true;
        });
    return receipts;
  }

  /** The progress expires as late as the last receipt, and later than the request. */
  private Map<String, AttributeValue> item(ErasureId id, ErasureProgress next) {
    return kept(ErasureItem.of(id, next), next.updatedAt()).item();
  }

  private static Map<String, AttributeValue> before(ErasureProgress next) {
    return Map.of(":version", Attributes.n(next.version() - 1));
  }

  private static Attributes kept(Attributes item, Instant from) {
    return item.put(Expiry.ATTRIBUTE, from.plus(ErasureItem.KEPT).getEpochSecond());
  }

  private AttributeValue until() {
    return Attributes.n(clock.instant().plus(ErasureItem.KEPT).getEpochSecond());
  }
}

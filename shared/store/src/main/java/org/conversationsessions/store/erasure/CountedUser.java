package org.conversationsessions.store.erasure;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.application.erasure.UserDataStores.Counted;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.counter.CounterItem;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Adds up an end user's counters. Not thread-safe. */
final class CountedUser {
  private long sessions;
  private int emptied;
  private @Nullable Instant goneBy;

  /** Reads all counters of an end user, given the partition key of their sessions. */
  static CountedUser read(DynamoDbClient dynamo, Tables tables, String owner) {
    CountedUser counted = new CountedUser();
    Queries.forEach(
        dynamo,
        QueryRequest.builder()
            .tableName(tables.counters())
            .keyConditionExpression("#counted = :counted")
            .expressionAttributeNames(Map.of("#counted", CounterItem.COUNTER_KEY))
            .expressionAttributeValues(
                Map.of(":counted", Attributes.s(CounterItem.counterKeyOfOwner(owner))))
            .consistentRead(true)
            .build(),
        item -> {
          counted.add(item);
          return true;
        });
    return counted;
  }

  private void add(Map<String, AttributeValue> item) {
    Attributes read = new Attributes(item);
    if (CounterItem.isDay(read.text(CounterItem.SPAN))) {
      sessions += CounterItem.readDay(item).counts().hours().count(SessionKind.ALL);
    }
    if (read.has(Expiry.ATTRIBUTE)) {
      emptied++;
      Instant until = Instant.ofEpochSecond(read.number(Expiry.ATTRIBUTE));
      goneBy = goneBy == null || until.isAfter(goneBy) ? until : goneBy;
    }
  }

  Counted result() {
    return new Counted(sessions, emptied, Optional.ofNullable(goneBy));
  }
}

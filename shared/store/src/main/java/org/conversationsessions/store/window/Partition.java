package org.conversationsessions.store.window;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.session.SessionItem;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * A range of sessions in one partition, which one query reads in the history's order: those of a
 * user, of a bot's day, or of a bot's day and kind. A filter expression applies what the partition
 * key does not contain.
 *
 * @param index the index; null for the table
 * @param attribute the name of the partition key
 * @param value the partition key
 * @param from the lowest identifier, included
 * @param to the highest identifier, included
 * @param type the type to filter by
 * @param containment the containment to filter by
 */
public record Partition(
    @Nullable String index,
    String attribute,
    String value,
    SessionId from,
    SessionId to,
    Optional<SessionType> type,
    Optional<String> containment) {

  /** Returns the part of this range at and below an identifier. */
  public Partition atOrBelow(SessionId end) {
    return end.compareTo(to) > 0
        ? this
        : new Partition(index, attribute, value, from, end, type, containment);
  }

  /** Returns whether the range is empty. */
  public boolean isEmpty() {
    return from.compareTo(to) > 0;
  }

  /** Returns a query that counts. It costs as much as reading the items. */
  QueryRequest countQuery(String table, Expiry expiry) {
    return query(table, expiry).select(Select.COUNT).build();
  }

  /** Returns a query that reads what {@link SessionItem#kind} needs. */
  QueryRequest kindsQuery(String table, Expiry expiry) {
    return query(table, expiry).projectionExpression(SessionItem.KIND_ATTRIBUTES).build();
  }

  /** Returns a query that reads, newest first. */
  public QueryRequest readQuery(String table, Expiry expiry) {
    return query(table, expiry).scanIndexForward(false).build();
  }

  private QueryRequest.Builder query(String table, Expiry expiry) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":key", Attributes.s(value));
    values.put(":from", Attributes.s(from.value()));
    values.put(":to", Attributes.s(to.value()));
    values.put(":now", expiry.now());
    StringBuilder where = new StringBuilder(Expiry.FILTER);
    type.ifPresent(
        t -> {
          values.put(":type", Attributes.s(t.wire()));
          where.append(" AND sessionType = :type");
        });
    containment.ifPresent(
        c -> {
          values.put(":containment", Attributes.s(c));
          where.append(" AND containmentType = :containment");
        });
    return QueryRequest.builder()
        .tableName(table)
        .indexName(index)
        .keyConditionExpression("#key = :key AND sessionId BETWEEN :from AND :to")
        .filterExpression(where.toString())
        .expressionAttributeNames(Map.of("#key", attribute))
        .expressionAttributeValues(values);
  }
}

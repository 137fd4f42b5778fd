package org.conversationsessions.store.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Batches;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.client.UnreadableRows;
import org.conversationsessions.store.history.LiveSessionOverlay;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Reads sessions whose conversations are known. Eventually consistent. One session of a user costs
 * 0.5 read units; several are one query, 0.5 read units for some 15 of them. A live one costs 0.5
 * more, for its present tags.
 *
 * @param tables the tables' names
 * @param expiry tells what has expired
 * @param live shows live sessions as they are now
 */
record SessionLookup(DynamoDbClient dynamo, Tables tables, Expiry expiry, LiveSessionOverlay live) {
  /** Returns those of the sessions that are stored. */
  Map<SessionId, Session> find(Map<SessionId, ConversationKey> wanted) {
    Map<String, TreeSet<SessionId>> byOwner = new TreeMap<>();
    wanted.forEach(
        (id, key) ->
            byOwner
                .computeIfAbsent(
                    SessionItem.owner(key.bot(), key.userId()), owner -> new TreeSet<>())
                .add(id));
    List<Map<String, AttributeValue>> single = new ArrayList<>();
    List<Runnable> calls = new ArrayList<>();
    Collection<Session> found = new ConcurrentLinkedQueue<>();
    byOwner.forEach(
        (owner, ids) -> {
          if (ids.size() == 1) {
            single.add(
                Map.of(
                    SessionItem.OWNER,
                    Attributes.s(owner),
                    SessionItem.ID,
                    Attributes.s(ids.first().value())));
          } else {
            calls.add(() -> query(owner, ids, found));
          }
        });
    calls.add(
        () ->
            Batches.getAll(
                dynamo, tables.sessions(), single, item -> add(item, wanted.keySet(), found)));
    Parallel.forEach(calls, Runnable::run);
    Map<SessionId, Session> sessions = new HashMap<>();
    live.apply(List.copyOf(found)).forEach(session -> sessions.put(session.id(), session));
    return Collections.unmodifiableMap(sessions);
  }

  /** Reads the range from the first to the last one of a user's sessions. */
  private void query(String owner, TreeSet<SessionId> ids, Collection<Session> found) {
    Queries.forEach(
        dynamo,
        QueryRequest.builder()
            .tableName(tables.sessions())
            .keyConditionExpression("#owner = :owner AND #id BETWEEN :from AND :to")
            .filterExpression(Expiry.FILTER)
            .expressionAttributeNames(Map.of("#owner", SessionItem.OWNER, "#id", SessionItem.ID))
            .expressionAttributeValues(
                Map.of(
                    ":owner", Attributes.s(owner),
                    ":from", Attributes.s(ids.first().value()),
                    ":to", Attributes.s(ids.last().value()),
                    ":now", expiry.now()))
            .build(),
        item -> {
          add(item, ids, found);
          return true;
        });
  }

  private void add(
      Map<String, AttributeValue> item, Set<SessionId> wanted, Collection<Session> found) {
    if (expiry.isExpired(item)) {
      return;
    }
    UnreadableRows.skipUnreadable(
        () -> {
          Session session = SessionItem.read(item);
          if (wanted.contains(session.id())) {
            found.add(session);
          }
        });
  }
}

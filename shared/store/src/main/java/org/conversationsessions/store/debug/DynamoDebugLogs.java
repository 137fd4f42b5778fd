package org.conversationsessions.store.debug;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.debug.DebugLogs;
import org.conversationsessions.domain.debug.DebugLine;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.client.UnreadableRows;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Debug logs in DynamoDB.
 *
 * @param tables the tables' names
 * @param expiry tells what has expired
 * @param seal encrypts entries
 */
public record DynamoDebugLogs(
    DynamoDbClient dynamo, Tables tables, Expiry expiry, DebugEntrySeal seal) implements DebugLogs {
  @Override
  public void put(DebugEntry entry) {
    dynamo.putItem(put -> put.tableName(tables.debugLogs()).item(DebugEntryItem.of(entry, seal)));
  }

  @Override
  public Result find(Query query) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    int[] lines = new int[1];
    Queries.forEach(
        dynamo,
        request(query),
        item -> {
          items.add(item);
          lines[0] += new Attributes(item).count(DebugEntryItem.COUNT);
          return lines[0] <= MAX_LINES;
        });
    return lines[0] > MAX_LINES ? new Result.TooMany() : new Result.Found(lines(items, query));
  }

  private QueryRequest request(Query query) {
    ConversationKey conversation = query.conversation();
    Map<String, String> names =
        new HashMap<>(
            Map.of(
                "#owner", DebugEntryItem.OWNER,
                "#entry", DebugEntryItem.ENTRY,
                "#channel", DebugEntryItem.CHANNEL));
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(
        ":owner", Attributes.s(SessionItem.owner(conversation.bot(), conversation.userId())));
    values.put(":from", Attributes.s(DebugEntryItem.lowestAt(limited(query.window().from()))));
    values.put(
        ":to",
        Attributes.s(
            DebugEntryItem.lowestAt(limited(query.window().to()).plus(Duration.ofHours(1)))));
    values.put(":channel", Attributes.s(conversation.channel()));
    values.put(":now", expiry.now());
    String filter = "#channel = :channel AND " + Expiry.FILTER;
    if (query.session().isPresent()) {
      names.put("#session", DebugEntryItem.SESSION);
      values.put(":session", Attributes.s(query.session().get().value()));
      filter += " AND #session = :session";
    }
    return QueryRequest.builder()
        .tableName(tables.debugLogs())
        .keyConditionExpression("#owner = :owner AND #entry BETWEEN :from AND :to")
        .filterExpression(filter)
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .build();
  }

  /** Returns the nearest instant at which a line can be. */
  private static Instant limited(Instant at) {
    if (at.isBefore(Instant.EPOCH)) {
      return Instant.EPOCH;
    }
    return at.isAfter(SessionId.MAX_START) ? SessionId.MAX_START : at;
  }

  /** Opens entries. A damaged one is logged and left out, so that the others can be read. */
  private List<DebugLine> lines(List<Map<String, AttributeValue>> items, Query query) {
    List<DebugLine> lines = new ArrayList<>();
    Set<String> handedIn = new HashSet<>();
    for (Map<String, AttributeValue> item : items) {
      UnreadableRows.skipUnreadable(
          () -> {
            for (DebugLine line : DebugEntryItem.lines(item, query.conversation(), seal)) {
              boolean repeated = line.isHandedIn() && !handedIn.add(line.eventId().orElseThrow());
              if (!repeated && query.window().contains(line.at())) {
                lines.add(line);
              }
            }
          });
    }
    // A stable sort: ties stay in the order of their keys.
    lines.sort(Comparator.comparing(DebugLine::at));
    return lines;
  }
}

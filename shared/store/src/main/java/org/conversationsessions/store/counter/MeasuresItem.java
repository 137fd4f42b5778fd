package org.conversationsessions.store.counter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Batches;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the counters table that hold the measures of the sessions of one shard of a bot that
 * start on one day, by hour and kind. The partition key is that of the shard's counts. The sort key
 * is {@code m#<date>}, after all days and hours, so that a query for counts does not read measures.
 * A day takes up to some 2 KB.
 *
 * <p>The measures of a day are complete if the day's item has measures of its own: {@link
 * CounterItem.Day#measures}. Otherwise they are of no use.
 *
 * @param sessions the measures
 * @param version how often the item was written; 0 if it does not exist
 */
public record MeasuresItem(HourlyMeasures sessions, long version) {
  /** No item. */
  public static final MeasuresItem NONE = new MeasuresItem(HourlyMeasures.EMPTY, 0);

  private static final String MEASURES = "n";

  /** Returns the sort key of a day. */
  public static String span(LocalDate day) {
    return "m#" + day;
  }

  /**
   * Returns an item to be written.
   *
   * @param now the time from which an item that measures nothing is kept
   */
  public static Map<String, AttributeValue> of(
      String counterKey, LocalDate date, MeasuresItem measures, Instant now) {
    return CounterItem.item(
            counterKey, span(date), measures.version, measures.sessions.isEmpty(), now)
        .put(MEASURES, PackedCounts.pack(measures.sessions))
        .item();
  }

  /** Reads the item of a day. Strongly consistent: 1 read unit for each 4 KB. */
  public static MeasuresItem read(
      DynamoDbClient dynamo, Tables tables, String counterKey, LocalDate date) {
    List<MeasuresItem> found = new ArrayList<>();
    Batches.getAll(
        dynamo,
        tables.counters(),
        List.of(CounterItem.key(counterKey, span(date))),
        true,
        item -> found.add(read(item)));
    return found.isEmpty() ? NONE : found.getFirst();
  }

  /** Reads a stored item. */
  public static MeasuresItem read(Map<String, AttributeValue> stored) {
    return Attributes.read(
        "stored measures",
        stored,
        item ->
            new MeasuresItem(
                PackedCounts.hourlyMeasures(item.bytes(MEASURES)),
                item.number(CounterItem.VERSION)));
  }
}

package org.conversationsessions.store.counter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Batches;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the counters table with the measures of the sessions that start on one day, by hour and
 * kind. The sessions are those of one shard of a bot, or of an end user. The partition key is that
 * of the counts. The sort key is {@code m#<date>}, after all days and hours, so that a query for
 * counts does not read measures. A day takes up to some 2 KB.
 *
 * <p>An end user has such an item only for a day that counts its buckets in items of its hours. The
 * measures of a quieter day are in the day's item, where they cost no write.
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

  /** Returns whether the measures of a day's sessions have an item of their own. */
  public static boolean isSeparate(String counterKey, CounterItem.Day day) {
    return CounterItem.isBot(counterKey) || day.counts().buckets().isEmpty();
  }

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
    return read(dynamo, tables, List.of(counterKey), date).getOrDefault(counterKey, NONE);
  }

  /** Reads the items of a day, by partition key. Strongly consistent: 1 read unit for each 4 KB. */
  static Map<String, MeasuresItem> read(
      DynamoDbClient dynamo, Tables tables, Collection<String> counterKeys, LocalDate date) {
    Map<String, MeasuresItem> found = new HashMap<>();
    Batches.getAll(
        dynamo,
        tables.counters(),
        counterKeys.stream().map(counterKey -> CounterItem.key(counterKey, span(date))).toList(),
        true,
        item -> found.put(new Attributes(item).text(CounterItem.COUNTER_KEY), read(item)));
    return found;
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

package org.conversationsessions.api.metric;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.fields.RequestBody;
import org.conversationsessions.api.history.DateRange;
import org.conversationsessions.api.history.KindFields;
import org.conversationsessions.api.history.ZoneField;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.metric.MetricsDimension;
import org.conversationsessions.domain.metric.MetricsInterval;
import org.conversationsessions.domain.metric.MetricsQuery;
import org.conversationsessions.domain.metric.ZonedBins;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.SessionType;

/**
 * A query of the session metrics API.
 *
 * @param window the window of the sessions' start
 * @param interval the length of a bin
 * @param zone the time zone, as named
 * @param containment the containment to filter by
 * @param type the session type to filter by
 * @param groupBy what to group by
 * @param comparePrevious whether the window before is wanted
 * @param activeHours whether the hours of the day are wanted
 * @param measures whether measures of closed sessions and numbers of end users are wanted
 */
public record MetricsRequest(
    TimeWindow window,
    MetricsInterval interval,
    ZoneId zone,
    Optional<ContainmentType> containment,
    Optional<SessionType> type,
    Set<MetricsDimension> groupBy,
    boolean comparePrevious,
    boolean activeHours,
    boolean measures) {
  /** The maximum number of bots that sessions can be grouped by (contract, section 17). */
  static final int MAX_BOTS = 50;

  /**
   * The maximum number of shards that a call counts (contract, section 17). A shard takes a query
   * and, at the ends of a window, two more. At the edge of the retention it takes one for each of
   * its hours with sessions that wait for their removal, some 48. So 500 shards take up to 25,000
   * queries, 16 at a time: 13 seconds of the 25 that a call has, at 8 milliseconds each. Their
   * counts of 92 days and the 92 before take up to 4 KB a day, 370 MB of 1,769.
   */
  static final int MAX_SHARDS = 500;

  /**
   * The maximum number of days of shards that a call measures (contract, section 17). Counts and
   * measures of a day take up to 24 KB of memory, so this many take 480 MB of 1,769. One bot stays
   * below it: 64 shards have 11,904 days in 92 days and the 92 before.
   */
  static final int MAX_MEASURED_DAYS = 20_000;

  private static final Duration MAX_RANGE = Duration.ofDays(92);
  private static final Duration MAX_RANGE_BY_HOUR = Duration.ofDays(31);
  private static final int MAX_DIMENSIONS = 2;
  private static final String GROUP_BY = "groupBy";

  /** Copies the set. */
  public MetricsRequest {
    groupBy = Set.copyOf(groupBy);
  }

  /**
   * Reads a request.
   *
   * @param now the current time, for the default window
   */
  public static ParseResult<MetricsRequest> read(HttpRequest request, Instant now) {
    boolean ofBot = request.pathParameter("botId").isPresent();
    return RequestBody.readWithQuery(request, fields -> read(fields, ofBot, now));
  }

  /**
   * Returns the query for the sessions of some bots.
   *
   * @return an error if the bots are too many to be counted in a call, or to be grouped
   */
  public ParseResult<MetricsQuery> query(List<Bot> bots) {
    if (groupBy.contains(MetricsDimension.BOT_ID) && bots.size() > MAX_BOTS) {
      return new ParseResult.Refused<>(
          ApiError.badRequest(
              "groupBy: botId takes at most "
                  + MAX_BOTS
                  + " bots: the account has "
                  + bots.size()));
    }
    MetricsQuery query =
        new MetricsQuery(
            bots,
            window,
            interval,
            new ZonedBins(zone),
            containment,
            type,
            groupBy,
            comparePrevious,
            activeHours,
            measures);
    int shards = query.shards();
    if (shards > MAX_SHARDS) {
      return new ParseResult.Refused<>(
          ApiError.badRequest(
              "one call counts at most "
                  + MAX_SHARDS
                  + " shards of bots: the account has "
                  + shards
                  + "; ask for single bots"));
    }
    if (measures && shards * query.days() > MAX_MEASURED_DAYS) {
      return new ParseResult.Refused<>(
          ApiError.badRequest(
              "measures: one call takes at most "
                  + MAX_MEASURED_DAYS
                  + " days of shards of bots: "
                  + shards
                  + " shards on "
                  + query.days()
                  + " days are "
                  + shards * query.days()
                  + "; ask for fewer days or for single bots"));
    }
    return new ParseResult.Value<>(query);
  }

  private static MetricsRequest read(FieldReader fields, boolean ofBot, Instant now) {
    MetricsInterval interval =
        fields
            .choice("interval", named(MetricsInterval.values(), MetricsInterval::wire))
            .orElse(MetricsInterval.DAY);
    ZoneId zone = ZoneField.read(fields);
    Optional<ContainmentType> containment = KindFields.containment(fields);
    Optional<SessionType> type = KindFields.type(fields);
    Set<MetricsDimension> groupBy = groupBy(fields, ofBot);
    boolean compare = fields.choice("compare", Map.of("previous", true)).orElse(false);
    boolean activeHours = fields.boolOrText("activeHours").orElse(false);
    boolean measures = fields.boolOrText("measures").orElse(false);
    // The dates' values are validated after the types of all fields (contract, section 3, rows 6
    // and 7).
    DateRange dates = DateRange.read(fields);
    Duration longest = interval == MetricsInterval.HOUR ? MAX_RANGE_BY_HOUR : MAX_RANGE;
    return new MetricsRequest(
        dates.window(now, longest, zone),
        interval,
        zone,
        containment,
        type,
        groupBy,
        compare,
        activeHours,
        measures);
  }

  private static Set<MetricsDimension> groupBy(FieldReader fields, boolean ofBot) {
    Map<String, MetricsDimension> known =
        named(
            Stream.of(MetricsDimension.values())
                .filter(dimension -> !ofBot || dimension != MetricsDimension.BOT_ID)
                .toArray(MetricsDimension[]::new),
            MetricsDimension::wire);
    List<String> names =
        fields
            .separated(GROUP_BY)
            .or(() -> fields.strings(GROUP_BY, 0, MAX_DIMENSIONS, 0, Integer.MAX_VALUE))
            .orElse(List.of());
    if (names.size() > MAX_DIMENSIONS || !known.keySet().containsAll(names)) {
      throw fields.invalid(
          GROUP_BY,
          "must name at most " + MAX_DIMENSIONS + " of " + String.join(", ", known.keySet()));
    }
    return names.stream().map(known::get).collect(Collectors.toSet());
  }

  private static <E> Map<String, E> named(E[] values, Function<E, String> name) {
    Map<String, E> named = new LinkedHashMap<>();
    Arrays.stream(values).forEach(value -> named.put(name.apply(value), value));
    return named;
  }
}

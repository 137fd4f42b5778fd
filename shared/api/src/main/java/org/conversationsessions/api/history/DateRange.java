package org.conversationsessions.api.history;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Excerpt;
import org.conversationsessions.api.time.IsoTime;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.domain.history.TimeWindow;

/**
 * The fields {@code dateFrom} and {@code dateTo} (contract, sections 5, 14 and 17), or two fields
 * of other names with the same rules (contract, section 16). If one is missing, it is seven days
 * from the other. If both are missing, the window is the seven days up to now. A date without a
 * time means its first millisecond as {@code dateFrom} and its last as {@code dateTo}, in GMT or
 * another zone. The maximum difference applies to the values as written, where both dates count as
 * their first instants. A window of seven days can therefore include the whole eighth day. Days are
 * those of the clock, so one with a change of clocks counts as one day.
 */
public final class DateRange {
  private static final int DEFAULT_DAYS = 7;
  private static final Duration LAST_DAY = Duration.ofDays(1).minusMillis(1);
  private static final int MAX_TEXT = 256;
  private static final String FROM = "dateFrom";
  private static final String TO = "dateTo";

  private final FieldReader fields;
  private final String fromName;
  private final String toName;
  private final Optional<String> from;
  private final Optional<String> to;

  private DateRange(FieldReader fields, String fromName, String toName) {
    this.fields = fields;
    this.fromName = fromName;
    this.toName = toName;
    this.from = fields.string(fromName, 1, MAX_TEXT);
    this.to = fields.string(toName, 1, MAX_TEXT);
  }

  /** Reads the strings without interpreting them. */
  public static DateRange read(FieldReader fields) {
    return new DateRange(fields, FROM, TO);
  }

  /** Reads the strings of fields with other names, without interpreting them. */
  public static DateRange read(FieldReader fields, String fromName, String toName) {
    return new DateRange(fields, fromName, toName);
  }

  /** Returns the longest possible window for a maximum difference as written. */
  public static Duration maxWindow(Duration maxDifference) {
    Duration shortest = Duration.ofDays(DEFAULT_DAYS);
    return (maxDifference.compareTo(shortest) < 0 ? shortest : maxDifference).plus(LAST_DAY);
  }

  /** Returns whether the body contains either field. */
  public boolean isGiven() {
    return from.isPresent() || to.isPresent();
  }

  /**
   * Interprets two fields that are both required. Fails with status 412 if one is missing, and with
   * status 400 if the dates make no sense.
   */
  public TimeWindow requiredWindow(Duration maxDifference) {
    return window(
        first -> {
          throw fields.missing(first.isPresent() ? toName : fromName);
        },
        end -> {
          throw fields.missing(fromName);
        },
        Optional.of(maxDifference),
        ZoneOffset.UTC);
  }

  /** Interprets the fields. Fails with status 400 if the dates make no sense. */
  public TimeWindow window(Instant now, Duration maxDifference) {
    return window(now, maxDifference, ZoneOffset.UTC);
  }

  /**
   * Interprets the fields. Fails with status 400 if the dates make no sense.
   *
   * @param zone the zone of dates without a time
   */
  public TimeWindow window(Instant now, Duration maxDifference, ZoneId zone) {
    return window(
        first ->
            first.map(begin -> begin.atZone(zone).plusDays(DEFAULT_DAYS).toInstant()).orElse(now),
        end -> end.atZone(zone).minusDays(DEFAULT_DAYS).toInstant(),
        Optional.of(maxDifference),
        zone);
  }

  /**
   * Interprets the fields of a query without a default window. Fails with status 400 if the dates
   * make no sense.
   *
   * @param any the window if both are missing
   * @param maxDifference the maximum difference, which is also that of a missing date from the
   *     other; if it is empty, a missing date is the end of the window of all times
   */
  public TimeWindow windowWithin(TimeWindow any, Optional<Duration> maxDifference) {
    if (!isGiven()) {
      return any;
    }
    return window(
        first ->
            first
                .flatMap(begin -> maxDifference.map(begin::plus))
                .orElse(first.filter(any.to()::isBefore).orElse(any.to())),
        end ->
            maxDifference
                .<Instant>map(end::minus)
                .orElse(end.isBefore(any.from()) ? end : any.from()),
        maxDifference,
        ZoneOffset.UTC);
  }

  private TimeWindow window(
      Function<Optional<Instant>, Instant> missingEnd,
      UnaryOperator<Instant> missingBegin,
      Optional<Duration> maxDifference,
      ZoneId zone) {
    Optional<Instant> first = from.map(text -> time(fromName, text).instant(zone));
    Optional<IsoTime> written = to.map(text -> time(toName, text));
    Instant end =
        written.map(time -> time.lastInstant(zone)).orElseGet(() -> missingEnd.apply(first));
    Instant begin = first.orElseGet(() -> missingBegin.apply(end));
    if (begin.isAfter(end)) {
      throw meaningless(fromName + " is after " + toName, begin, end);
    }
    // The default window is allowed even if the deployment's maximum is shorter.
    if (first.isPresent()
        && written.isPresent()
        && maxDifference.isPresent()
        && difference(begin, written.get().instant(zone), zone).compareTo(maxDifference.get())
            > 0) {
      throw meaningless(
          fromName
              + " and "
              + toName
              + " are more than "
              + maxDifference.get().toDays()
              + " days apart",
          begin,
          end);
    }
    return new TimeWindow(begin, end);
  }

  /** Returns the difference on the zone's clock. */
  private static Duration difference(Instant begin, Instant end, ZoneId zone) {
    return Duration.between(
        begin.atZone(zone).toLocalDateTime(), end.atZone(zone).toLocalDateTime());
  }

  private IsoTime time(String name, String text) {
    return IsoTime.read(text)
        .orElseThrow(
            () ->
                fields.refused(
                    ApiError.badRequest(
                        name
                            + ": \""
                            + Excerpt.of(text)
                            + "\" is not a date (yyyy-mm-dd or ISO 8601)")));
  }

  private RuntimeException meaningless(String reason, Instant begin, Instant end) {
    return fields.refused(
        ApiError.badRequest(
            reason + ": " + WireTime.of(begin) + " and " + WireTime.of(end) + " were read"));
  }
}

package org.conversationsessions.api.history;

import java.time.Duration;
import java.time.Instant;
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
 * The fields {@code dateFrom} and {@code dateTo} (contract, sections 5 and 14). If one is missing,
 * it is seven days from the other. If both are missing, the window is the seven days up to now. A
 * date without a time means its first millisecond as {@code dateFrom} and its last as {@code
 * dateTo}, in GMT. The maximum difference applies to the values as written, where both dates count
 * as their first instants. A window of seven days can therefore include the whole eighth day.
 */
public final class DateRange {
  private static final Duration DEFAULT = Duration.ofDays(7);
  private static final Duration LAST_DAY = Duration.ofDays(1).minusMillis(1);
  private static final int MAX_TEXT = 256;
  private static final String FROM = "dateFrom";
  private static final String TO = "dateTo";

  private final FieldReader fields;
  private final Optional<String> from;
  private final Optional<String> to;

  private DateRange(FieldReader fields, Optional<String> from, Optional<String> to) {
    this.fields = fields;
    this.from = from;
    this.to = to;
  }

  /** Reads the strings without interpreting them. */
  public static DateRange read(FieldReader fields) {
    return new DateRange(fields, fields.string(FROM, 1, MAX_TEXT), fields.string(TO, 1, MAX_TEXT));
  }

  /** Returns the longest possible window for a maximum difference as written. */
  public static Duration maxWindow(Duration maxDifference) {
    return (maxDifference.compareTo(DEFAULT) < 0 ? DEFAULT : maxDifference).plus(LAST_DAY);
  }

  /** Returns whether the body contains either field. */
  public boolean isGiven() {
    return from.isPresent() || to.isPresent();
  }

  /** Interprets the fields. Fails with status 400 if the dates make no sense. */
  public TimeWindow window(Instant now, Duration maxDifference) {
    return window(
        first -> first.map(begin -> begin.plus(DEFAULT)).orElse(now),
        end -> end.minus(DEFAULT),
        Optional.of(maxDifference));
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
        maxDifference);
  }

  private TimeWindow window(
      Function<Optional<Instant>, Instant> missingEnd,
      UnaryOperator<Instant> missingBegin,
      Optional<Duration> maxDifference) {
    Optional<Instant> first = from.map(text -> time(FROM, text).instant());
    Optional<IsoTime> written = to.map(text -> time(TO, text));
    Instant end = written.map(IsoTime::lastInstant).orElseGet(() -> missingEnd.apply(first));
    Instant begin = first.orElseGet(() -> missingBegin.apply(end));
    if (begin.isAfter(end)) {
      throw meaningless("dateFrom is after dateTo", begin, end);
    }
    // The default window is allowed even if the deployment's maximum is shorter.
    if (first.isPresent()
        && written.isPresent()
        && maxDifference.isPresent()
        && Duration.between(begin, written.get().instant()).compareTo(maxDifference.get()) > 0) {
      throw meaningless(
          "dateFrom and dateTo are more than " + maxDifference.get().toDays() + " days apart",
          begin,
          end);
    }
    return new TimeWindow(begin, end);
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

package org.conversationsessions.api.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Excerpt;
import org.conversationsessions.api.time.IsoTime;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.domain.history.TimeWindow;

/**
 * The fields {@code dateFrom} and {@code dateTo} (contract, section 5). If one is missing, it is
 * seven days from the other. If both are missing, the window is the seven days up to now. A date
 * without a time means its first millisecond as {@code dateFrom} and its last as {@code dateTo}, in
 * GMT. The maximum difference applies to the values as written, where both dates count as their
 * first instants. A window of seven days can therefore include the whole eighth day.
 */
final class DateRange {
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
  static DateRange read(FieldReader fields) {
    return new DateRange(fields, fields.string(FROM, 1, MAX_TEXT), fields.string(TO, 1, MAX_TEXT));
  }

  /** Returns the longest possible window for a maximum difference as written. */
  static Duration maxWindow(Duration maxDifference) {
    return (maxDifference.compareTo(DEFAULT) < 0 ? DEFAULT : maxDifference).plus(LAST_DAY);
  }

  /** Returns whether the body contains either field. */
  boolean isGiven() {
    return from.isPresent() || to.isPresent();
  }

  /** Interprets the fields. Fails with status 400 if the dates make no sense. */
  TimeWindow window(Instant now, Duration maxDifference) {
    Optional<Instant> first = from.map(text -> time(FROM, text).instant());
    Optional<IsoTime> written = to.map(text -> time(TO, text));
    Optional<Instant> last = written.map(IsoTime::lastInstant);
    Instant end = last.orElseGet(() -> first.map(begin -> begin.plus(DEFAULT)).orElse(now));
    Instant begin = first.orElseGet(() -> end.minus(DEFAULT));
    if (begin.isAfter(end)) {
      throw meaningless("dateFrom is after dateTo", begin, end);
    }
    // The default window is allowed even if the deployment's maximum is shorter.
    if (first.isPresent()
        && written.isPresent()
        && Duration.between(begin, written.get().instant()).compareTo(maxDifference) > 0) {
      throw meaningless(
          "dateFrom and dateTo are more than " + maxDifference.toDays() + " days apart",
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

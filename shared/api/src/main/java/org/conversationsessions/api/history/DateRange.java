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
 * {@code dateFrom} and {@code dateTo} (contract, section 5): a missing one is seven days from the
 * other, both missing are the seven days up to now; a day alone begins with its first and ends with
 * its last millisecond, in GMT. How far apart two may be goes by what was written, so that two days
 * count as their first instants: a window of seven days may hold the whole of the eighth.
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

  /** Reads the texts; what they mean is not looked at. */
  static DateRange read(FieldReader fields) {
    return new DateRange(fields, fields.text(FROM, 1, MAX_TEXT), fields.text(TO, 1, MAX_TEXT));
  }

  /** Returns the longest window there is if this is the longest difference that may be written. */
  static Duration longest(Duration written) {
    return (written.compareTo(DEFAULT) < 0 ? DEFAULT : written).plus(LAST_DAY);
  }

  /** Whether the body names an end. */
  boolean isGiven() {
    return from.isPresent() || to.isPresent();
  }

  /** What they mean; refused with status 400 if that has no sense. */
  TimeWindow window(Instant now, Duration longest) {
    Optional<Instant> first = from.map(text -> time(FROM, text).instant());
    Optional<IsoTime> written = to.map(text -> time(TO, text));
    Optional<Instant> last = written.map(IsoTime::lastInstant);
    Instant end = last.orElseGet(() -> first.map(begin -> begin.plus(DEFAULT)).orElse(now));
    Instant begin = first.orElseGet(() -> end.minus(DEFAULT));
    if (begin.isAfter(end)) {
      throw meaningless("dateFrom is after dateTo", begin, end);
    }
    // The default is never too long, whatever the deployment allows to ask for.
    if (first.isPresent()
        && written.isPresent()
        && Duration.between(begin, written.get().instant()).compareTo(longest) > 0) {
      throw meaningless(
          "dateFrom and dateTo are more than " + longest.toDays() + " days apart", begin, end);
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
                            + "\" is no date (yyyy-mm-dd or ISO 8601)")));
  }

  private RuntimeException meaningless(String what, Instant begin, Instant end) {
    return fields.refused(
        ApiError.badRequest(
            what + ": " + WireTime.of(begin) + " and " + WireTime.of(end) + " were read"));
  }
}

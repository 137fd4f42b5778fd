package org.conversationsessions.api.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.conversationsessions.api.fields.Fields;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Excerpt;
import org.conversationsessions.api.time.IsoTime;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.domain.history.TimeWindow;

/**
 * {@code dateFrom} and {@code dateTo} (contract, section 5): a missing one is seven days from the
 * other, both missing are the seven days up to now; a day alone begins with its first and ends with
 * its last millisecond, in GMT.
 */
final class DateRange {
  private static final Duration DEFAULT = Duration.ofDays(7);
  private static final int MAX_TEXT = 256;

  private DateRange() {}

  /** Whether the body names an end. */
  static boolean isGiven(Fields fields) {
    return fields.has("dateFrom") || fields.has("dateTo");
  }

  static TimeWindow read(Fields fields, Instant now, Duration longest) {
    Optional<Instant> from = time(fields, "dateFrom").map(IsoTime::instant);
    Optional<Instant> to = time(fields, "dateTo").map(IsoTime::lastInstant);
    Instant end = to.orElseGet(() -> from.map(begin -> begin.plus(DEFAULT)).orElse(now));
    Instant begin = from.orElseGet(() -> end.minus(DEFAULT));
    if (begin.isAfter(end)) {
      throw meaningless(fields, "dateFrom is after dateTo", begin, end);
    }
    // The default is never too long, whatever the deployment allows to ask for.
    boolean asked = from.isPresent() && to.isPresent();
    if (asked && Duration.between(begin, end).compareTo(longest) > 0) {
      throw meaningless(
          fields,
          "dateFrom and dateTo are more than " + longest.toDays() + " days apart",
          begin,
          end);
    }
    return new TimeWindow(begin, end);
  }

  private static Optional<IsoTime> time(Fields fields, String name) {
    return fields
        .text(name, 1, MAX_TEXT)
        .map(
            text ->
                IsoTime.read(text)
                    .orElseThrow(
                        () ->
                            fields.refused(
                                ApiError.badRequest(
                                    name
                                        + ": \""
                                        + Excerpt.of(text)
                                        + "\" is no date (yyyy-mm-dd or ISO 8601)"))));
  }

  private static RuntimeException meaningless(
      Fields fields, String what, Instant from, Instant to) {
    return fields.refused(
        ApiError.badRequest(
            what + ": " + WireTime.of(from) + " and " + WireTime.of(to) + " were read"));
  }
}

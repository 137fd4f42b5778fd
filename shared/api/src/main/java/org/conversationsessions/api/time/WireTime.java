package org.conversationsessions.api.time;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Formats instants for responses: {@code YYYY-MM-DDThh:mm:ss.mmm} and the offset, which is {@code
 * Z} in GMT (contract, sections 5 and 17).
 */
public final class WireTime {
  private WireTime() {}

  /**
   * Formats the instant to the millisecond, in GMT. Avoids {@code DateTimeFormatter}, which would
   * cost more than the rest of a row.
   */
  public static String of(Instant instant) {
    return of(instant.atOffset(ZoneOffset.UTC));
  }

  /** Formats the instant to the millisecond, in a zone. */
  public static String of(Instant instant, ZoneId zone) {
    return of(instant.atZone(zone).toOffsetDateTime());
  }

  private static String of(OffsetDateTime at) {
    StringBuilder text = new StringBuilder(24);
    digits(text, at.getYear(), 4).append('-');
    digits(text, at.getMonthValue(), 2).append('-');
    digits(text, at.getDayOfMonth(), 2).append('T');
    digits(text, at.getHour(), 2).append(':');
    digits(text, at.getMinute(), 2).append(':');
    digits(text, at.getSecond(), 2).append('.');
    return digits(text, at.getNano() / 1_000_000, 3).append(at.getOffset().getId()).toString();
  }

  /** Appends a number with at least this many digits. */
  static StringBuilder digits(StringBuilder text, int number, int width) {
    String digits = Integer.toString(number);
    return text.repeat('0', Math.max(0, width - digits.length())).append(digits);
  }
}

package org.conversationsessions.api.time;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Formats instants for the responses of the billing sessions API: {@code MM-DD-YYYY h:mm:ss am|pm}
 * in GMT, such as {@code 03-10-2021 2:05:03 pm} (contract, section 16.3). The fraction of the
 * second is left out.
 */
public final class TwelveHourTime {
  private static final int NOON = 12;

  private TwelveHourTime() {}

  /** Formats the instant to the second. Midnight is {@code 12:00:00 am}. */
  public static String of(Instant instant) {
    OffsetDateTime at = instant.atOffset(ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(22);
    WireTime.digits(text, at.getMonthValue(), 2).append('-');
    WireTime.digits(text, at.getDayOfMonth(), 2).append('-');
    WireTime.digits(text, at.getYear(), 4).append(' ');
    int hour = at.getHour() % NOON;
    text.append(hour == 0 ? NOON : hour).append(':');
    WireTime.digits(text, at.getMinute(), 2).append(':');
    return WireTime.digits(text, at.getSecond(), 2)
        .append(at.getHour() < NOON ? " am" : " pm")
        .toString();
  }
}

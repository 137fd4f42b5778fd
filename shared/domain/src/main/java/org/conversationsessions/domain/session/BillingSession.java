package org.conversationsessions.domain.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A billing session: up to 15 minutes of a closed session (contract, section 16.1).
 *
 * @param id the identifier, 24 lower-case hexadecimal digits, the same whenever it is asked for
 * @param start the start, inclusive
 * @param end the end, exclusive: the start of the next one, or the end of the time that is billed;
 *     equal to the start for a session without duration
 */
public record BillingSession(String id, Instant start, Instant end) {
  /** The longest billing session. */
  public static final Duration LENGTH = Duration.ofMinutes(15);

  /** The number of leading digits of a session's identifier that are its start in seconds. */
  private static final int START_DIGITS = 8;

  /**
   * Returns the billing sessions of a session, the earliest first; none if it is live, not
   * interactive or a developer's.
   */
  public static List<BillingSession> of(Session session) {
    Instant end = billedEnd(session);
    return LongStream.range(0, count(session))
        .mapToObj(
            number -> {
              Instant start = session.startTime().plus(LENGTH.multipliedBy(number));
              Instant next = start.plus(LENGTH);
              return new BillingSession(
                  id(session.id(), start), start, next.isBefore(end) ? next : end);
            })
        .toList();
  }

  /**
   * Returns the number of billing sessions of a session: 0 if it is live, not interactive or a
   * developer's, else at least 1.
   */
  public static long count(Session session) {
    if (session.status() != SessionStatus.CLOSED
        || session.type() != SessionType.INTERACTIVE
        || session.developer()) {
      return 0;
    }
    long millis = Duration.between(session.startTime(), billedEnd(session)).toMillis();
    return Math.max(1, Math.ceilDiv(millis, LENGTH.toMillis()));
  }

  /**
   * Returns the end of the time that is billed: the transfer to an agent, or the end of the
   * session. It is never before the start: a late transfer may be from before it.
   */
  private static Instant billedEnd(Session session) {
    Instant end = session.transfer().map(AgentTransfer::at).orElse(session.endTime());
    return end.isBefore(session.startTime()) ? session.startTime() : end;
  }

  private static String id(SessionId session, Instant start) {
    return HexFormat.of().toHexDigits(start.getEpochSecond(), START_DIGITS)
        + session.value().substring(START_DIGITS);
  }
}

package org.conversationsessions.local.runner.schedule;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.lambda.Invocation;

/**
 * Invokes a function by its schedule, with the scheduled instant, one tick after the other.
 *
 * <p>One thing differs from the Scheduler: a tick waits while activity is being recorded, at most
 * {@link #LONGEST_WAIT}, and is then delivered late, with the instant it was scheduled for.
 * Otherwise a recording of past days that is played in would be swept in the middle of its own
 * conversations. Ticks that could not be delivered until {@link #STALE} (because the machine slept,
 * or the function took that long) are passed over; a later one covers them.
 */
public final class Schedules {
  static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  static final Duration STALE = Duration.ofMinutes(10);

  private static final System.Logger LOG = System.getLogger(Schedules.class.getName());

  /** The longest and the usual time between two looks at the clock. */
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final Schedule schedule;
  private final Functions functions;
  private final Clock clock;
  private final BooleanSupplier busy;
  private Instant delivered;

  /** The first tick is the first of the timetable after this moment. */
  public Schedules(Schedule schedule, Functions functions, Clock clock, BooleanSupplier busy) {
    this.schedule = schedule;
    this.functions = functions;
    this.clock = clock;
    this.busy = busy;
    this.delivered = clock.instant();
  }

  public String name() {
    return schedule.name();
  }

  /** Delivers what is due, then waits until something may be due. For one thread. */
  public void runOnce() throws InterruptedException {
    Duration sleep = deliverDue();
    if (sleep.isPositive()) {
      Thread.sleep(sleep);
    }
  }

  /** Delivers at most one tick and tells how long there is nothing to do. */
  Duration deliverDue() {
    Instant now = clock.instant();
    Instant tick = schedule.trigger().next(delivered);
    if (tick.isAfter(now)) {
      Duration left = Duration.between(now, tick);
      return left.compareTo(LONGEST_SLEEP) < 0 ? left : LONGEST_SLEEP;
    }
    if (tick.plus(STALE).isBefore(now)) {
      delivered = tick;
      LOG.log(Level.DEBUG, "{0}: tick of {1} passed over", name(), tick);
      return Duration.ZERO;
    }
    if (busy.getAsBoolean() && now.isBefore(tick.plus(LONGEST_WAIT))) {
      return LOOK_AGAIN;
    }
    delivered = tick;
    invoke(tick);
    return Duration.ZERO;
  }

  private void invoke(Instant tick) {
    switch (functions.invoke(schedule.function(), schedule.payload(tick))) {
      case Invocation.Succeeded _ -> LOG.log(Level.DEBUG, "{0}: tick of {1}", name(), tick);
      case Invocation.Failed(String type, String message, byte[] _) ->
          LOG.log(
              Level.WARNING,
              "{0} failed at the tick of {1}: {2}: {3}",
              name(),
              tick,
              type,
              message);
    }
  }
}

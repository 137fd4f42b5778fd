package org.conversationsessions.local.runner.schedule;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.lambda.Invocation;

/**
 * Invokes a function on its schedule, one tick after the other, with the scheduled time.
 *
 * <p>Unlike the Scheduler, a tick waits while activity is being recorded, at most {@link
 * #MAX_WAIT}, and keeps its scheduled time. Otherwise the sweep would close sessions in the middle
 * of a replay of past days. A tick that is still not delivered after {@link #STALE}, because the
 * machine slept or the function was slow, is skipped; a later tick covers it.
 */
public final class ScheduleRunner {
  static final Duration MAX_WAIT = Duration.ofMinutes(5);
  static final Duration STALE = Duration.ofMinutes(10);

  private static final System.Logger LOG = System.getLogger(ScheduleRunner.class.getName());

  /** The maximum time between two checks of the clock. */
  private static final Duration MAX_SLEEP = Duration.ofSeconds(1);

  private static final Duration BUSY_RECHECK = Duration.ofMillis(200);

  private final Schedule schedule;
  private final Functions functions;
  private final Clock clock;
  private final BooleanSupplier busy;
  private Instant delivered;

  /** Creates a schedule that first fires after now. */
  public ScheduleRunner(Schedule schedule, Functions functions, Clock clock, BooleanSupplier busy) {
    this.schedule = schedule;
    this.functions = functions;
    this.clock = clock;
    this.busy = busy;
    this.delivered = clock.instant();
  }

  public String name() {
    return schedule.name();
  }

  /** Delivers a due tick, then waits until the next may be due. For one thread. */
  public void runOnce() throws InterruptedException {
    Duration sleep = deliverDue();
    if (sleep.isPositive()) {
      Thread.sleep(sleep);
    }
  }

  /** Delivers at most one tick and returns how long there is nothing to do. */
  Duration deliverDue() {
    Instant now = clock.instant();
    Instant tick = schedule.trigger().next(delivered);
    if (tick.isAfter(now)) {
      Duration left = Duration.between(now, tick);
      return left.compareTo(MAX_SLEEP) < 0 ? left : MAX_SLEEP;
    }
    if (tick.plus(STALE).isBefore(now)) {
      delivered = tick;
      LOG.log(Level.DEBUG, "{0}: tick of {1} skipped", name(), tick);
      return Duration.ZERO;
    }
    if (busy.getAsBoolean() && now.isBefore(tick.plus(MAX_WAIT))) {
      return BUSY_RECHECK;
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

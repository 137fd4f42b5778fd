package org.conversationsessions.local.cli.replay;

import java.time.Duration;

/** How time passes in a replay. */
interface Time {
  /** Real time. */
  Time REAL =
      new Time() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration duration, Stop stop) throws InterruptedException {
          stop.await(duration);
        }
      };

  /** Nanoseconds since some instant. */
  long nanos();

  /** Lets time pass; not longer than until the replay is stopped. */
  void pause(Duration duration, Stop stop) throws InterruptedException;
}

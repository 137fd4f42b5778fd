package org.conversationsessions.cli.replay.send;

import java.time.Duration;

/** The monotonic clock of a replay; tests replace it. */
public interface ReplayClock {
  /** The system's clock. */
  ReplayClock SYSTEM =
      new ReplayClock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration duration, StopSignal stop) throws InterruptedException {
          stop.await(duration);
        }
      };

  /** Returns the nanoseconds since an arbitrary instant. */
  long nanos();

  /** Waits for this duration, or until the replay is stopped. */
  void pause(Duration duration, StopSignal stop) throws InterruptedException;
}

package org.conversationsessions.snapshot;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.conversationsessions.log.StructuredLog;
import org.conversationsessions.store.client.Dynamo;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The runtime hooks: primes the function before the snapshot and fetches credentials after the
 * restore. It never throws, because that would fail the deployment.
 *
 * @param restored runs on a new virtual thread after a restore
 */
record SnapshotHook(
    Supplier<Priming> priming, Map<String, String> environment, Duration time, Runnable restored)
    implements Resource {
  /** Keeps the hook reachable: the context holds weak references to its resources. */
  private static @Nullable SnapshotHook registered;

  static synchronized void register(Supplier<Priming> priming, Runnable restored) {
    registered =
        new SnapshotHook(priming, System.getenv(), Priming.time(System.getenv()), restored);
    Core.getGlobalContext().register(registered);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    try {
      long begin = System.nanoTime();
      int rounds = priming.get().run(environment, () -> System.nanoTime() - begin < time.toNanos());
      log(rounds, (System.nanoTime() - begin) / 1_000_000);
    } catch (Throwable failure) {
      StructuredLog.warn("priming before the snapshot failed", failure);
    }
    try {
      SecureEndpoint.warmUpTls(Dynamo.endpoint(environment));
    } catch (Throwable failure) {
      StructuredLog.warn("the TLS warm-up before the snapshot failed", failure);
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // If this fails, the request repeats it and logs the failure.
    Thread.startVirtualThread(restored);
  }

  private static void log(int rounds, long millis) {
    System.out.println(
        StructuredLog.end(
            StructuredLog.begin("INFO", "primed before the snapshot")
                .name("rounds")
                .number(rounds)
                .name("milliseconds")
                .number(millis)));
  }
}

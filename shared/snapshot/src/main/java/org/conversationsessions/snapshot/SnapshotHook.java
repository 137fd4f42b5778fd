package org.conversationsessions.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.conversationsessions.api.http.FailureLog;
import org.conversationsessions.api.json.JsonWriter;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Rehearses when a snapshot is about to be taken. It never throws: that would fail the deployment,
 * and a function that has not rehearsed is slower to answer at first, no more.
 */
final class SnapshotHook implements Resource {
  /** The context knows its resources by weak references only. */
  private static @Nullable SnapshotHook kept;

  private final Supplier<Rehearsal> rehearsal;
  private final Map<String, String> environment;
  private final Rehearsal.Limits limits;
  private final Runnable restored;

  /**
   * A hook.
   *
   * @param restored is done beside everything else when the function goes on
   */
  SnapshotHook(
      Supplier<Rehearsal> rehearsal,
      Map<String, String> environment,
      Rehearsal.Limits limits,
      Runnable restored) {
    this.rehearsal = rehearsal;
    this.environment = environment;
    this.limits = limits;
    this.restored = restored;
  }

  static synchronized void register(Supplier<Rehearsal> rehearsal, Runnable restored) {
    kept =
        new SnapshotHook(
            rehearsal, System.getenv(), Rehearsal.Limits.of(System.getenv()), restored);
    Core.getGlobalContext().register(kept);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    try {
      tell(rehearsal.get().run(environment, limits));
    } catch (Throwable failure) {
      FailureLog.warn("the rehearsal before the snapshot failed", failure);
    }
    try {
      Optional<SecureEndpoint> dynamo = SecureEndpoint.of(environment);
      if (dynamo.isPresent()) {
        dynamo.get().greet();
      }
    } catch (Throwable failure) {
      FailureLog.warn("the greeting of DynamoDB before the snapshot failed", failure);
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // What fails here a request does again, and tells of it.
    Thread.startVirtualThread(restored);
  }

  private static void tell(Rehearsal.Report report) {
    JsonWriter json = new JsonWriter();
    json.beginObject().name("level").text("INFO");
    json.name("message").text("rehearsed before the snapshot");
    json.name("rounds").number(report.rounds());
    json.name("milliseconds").number(report.took().toMillis()).endObject();
    System.out.println(new String(json.finish().toArray(), StandardCharsets.UTF_8));
  }
}

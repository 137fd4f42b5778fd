package org.conversationsessions.snapshot;

import java.util.Map;
import java.util.function.Supplier;
import org.conversationsessions.store.Store;
import org.conversationsessions.store.client.Dynamo;

/**
 * The snapshot that Lambda takes of a function, if it does. Where none is taken nothing else of
 * this package is loaded.
 */
public final class Snapshot {
  private Snapshot() {}

  /**
   * Has a function rehearse before a snapshot is taken of it; does nothing if none is.
   *
   * @param store the function's own; where it goes on, it asks for credentials at once, beside the
   *     arrival of its first request
   * @param rehearsal is asked for when it is time
   */
  public static void rehearsing(Store store, Supplier<Rehearsal> rehearsal) {
    if (isAhead(System.getenv())) {
      SnapshotHook.register(rehearsal, () -> Dynamo.takeCredentials(store.dynamo()));
    }
  }

  /** Whether a snapshot will be taken of a function with this environment. */
  static boolean isAhead(Map<String, String> environment) {
    return "snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"));
  }
}

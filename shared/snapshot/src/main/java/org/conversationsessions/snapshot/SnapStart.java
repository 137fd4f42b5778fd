package org.conversationsessions.snapshot;

import java.util.Map;
import java.util.function.Supplier;
import org.conversationsessions.store.Store;
import org.conversationsessions.store.client.Dynamo;

/** Registers priming where Lambda takes a snapshot; elsewhere it loads no class of priming. */
public final class SnapStart {
  private SnapStart() {}

  /**
   * Registers the priming of a function if Lambda takes a snapshot of it. After a restore the store
   * fetches its credentials at once, while the first request arrives.
   *
   * @param priming supplies the priming when the snapshot is due
   */
  public static void registerPriming(Store store, Supplier<Priming> priming) {
    if (isEnabled(System.getenv())) {
      SnapshotHook.register(priming, () -> Dynamo.resolveCredentials(store.dynamo()));
    }
  }

  static boolean isEnabled(Map<String, String> environment) {
    return "snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"));
  }
}

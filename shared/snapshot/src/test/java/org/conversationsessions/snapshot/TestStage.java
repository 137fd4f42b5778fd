package org.conversationsessions.snapshot;

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/** Sets stages for tests. */
public final class TestStage {
  private TestStage() {}

  /** A stage of a deployment that limits calls and wants tokens to expire. */
  public static Stage set() {
    return Stage.set(environment(), Clock.systemUTC());
  }

  /** What a deployment tells its functions. */
  static Map<String, String> environment() {
    return new TreeMap<>(
        Map.of(
            "RETENTION_DAYS", "90",
            "MAX_RANGE_DAYS", "7",
            "INACTIVITY_MIN_MINUTES", "5",
            "INACTIVITY_MAX_MINUTES", "20160",
            "RATE_LIMIT_PER_MINUTE", "1",
            "RATE_LIMIT_PER_HOUR", "1",
            "REQUIRE_EXPIRY", "true",
            "DUE_SHARDS", "4",
            "SWEEP_GRACE_SECONDS", "30"));
  }
}

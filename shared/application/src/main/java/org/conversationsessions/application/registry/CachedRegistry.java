package org.conversationsessions.application.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Bot;

/**
 * A registry that caches apps for a short time. Bots are read every time, because their settings
 * apply at once. The cache is bounded in number, for known and unknown apps separately, so that
 * made-up identifiers neither fill the memory nor evict known apps. Thread-safe.
 */
public final class CachedRegistry implements Registry {
  /** How long an app is cached. */
  static final Duration KNOWN_TTL = Duration.ofSeconds(30);

  /** How long the absence of an app is cached. */
  static final Duration UNKNOWN_TTL = Duration.ofSeconds(3);

  /** How long a read counts as fresh. It bounds the reads that false signatures can cause. */
  static final Duration MAX_FRESH_AGE = Duration.ofMillis(200);

  /** The most apps, and the most unknown identifiers, in the cache. */
  static final int CAPACITY = 1000;

  private final Registry registry;
  private final InstantSource clock;
  private final Map<String, CachedApp> known = new EvictingMap();
  private final Map<String, CachedApp> unknown = new EvictingMap();

  /** Creates an empty cache over a registry. */
  public CachedRegistry(Registry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * Returns the app as it was at most 30 seconds ago. The absence of an app is at most 3 seconds
   * old.
   */
  @Override
  public Optional<App> app(String appId) {
    return app(appId, () -> {});
  }

  /**
   * Returns the app as {@link #app(String)} does.
   *
   * @param parallelWork starts other work in parallel, if the app must be read
   */
  public Optional<App> app(String appId, Runnable parallelWork) {
    return app(appId, KNOWN_TTL, UNKNOWN_TTL, parallelWork);
  }

  /**
   * Returns the app as it was read at most 200 milliseconds ago. The read is eventually consistent,
   * so the latest change may be missing for a moment longer.
   */
  public Optional<App> readFreshApp(String appId) {
    return app(appId, MAX_FRESH_AGE, MAX_FRESH_AGE, () -> {});
  }

  @Override
  public Optional<Bot> bot(String botId) {
    return registry.bot(botId);
  }

  @Override
  public List<Bot> botsOf(String account) {
    return registry.botsOf(account);
  }

  @Override
  public List<Bot> bots(Consumer<UnreadableItemException> unreadable) {
    return registry.bots(unreadable);
  }

  @Override
  public List<Bot> botsWithRemoved(Consumer<UnreadableItemException> unreadable) {
    return registry.botsWithRemoved(unreadable);
  }

  private Optional<App> app(
      String appId, Duration knownTtl, Duration unknownTtl, Runnable parallelWork) {
    Instant now = clock.instant();
    synchronized (known) {
      CachedApp app = known.get(appId);
      if (app != null && app.isYoungerThan(knownTtl, now)) {
        return app.app();
      }
      CachedApp none = unknown.get(appId);
      if (none != null && none.isYoungerThan(unknownTtl, now)) {
        return Optional.empty();
      }
    }
    parallelWork.run();
    // Outside the lock, so that a slow read blocks no other. Two threads may read the same app.
    Optional<App> read = registry.app(appId);
    synchronized (known) {
      known.remove(appId);
      unknown.remove(appId);
      (read.isPresent() ? known : unknown).put(appId, new CachedApp(read, now));
    }
    return read;
  }

  private record CachedApp(Optional<App> app, Instant since) {
    boolean isYoungerThan(Duration age, Instant now) {
      return now.isBefore(since.plus(age)) && !now.isBefore(since);
    }
  }

  /** A map that evicts the entry that was used longest ago. */
  private static final class EvictingMap extends LinkedHashMap<String, CachedApp> {
    private static final long serialVersionUID = 1;

    EvictingMap() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, CachedApp> eldest) {
      return size() > CAPACITY;
    }
  }
}
